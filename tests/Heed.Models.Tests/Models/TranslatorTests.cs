namespace Heed.Models.Tests.Models;

/// <summary>What every translator keeps to, with every attention that it is tried with.</summary>
public sealed class TranslatorTests : IDisposable
{
    private readonly DisposeScope scope = torch.NewDisposeScope();

    public static TheoryData<string, string?> All => [.. Pairs.Translators];

    public static TheoryData<string, string?> Aligning =>
        [.. Pairs.Translators.Where(t => t.Kind is not ("rnn-encoder-decoder" or "lstm-seq2seq"))];

    public void Dispose() => scope.Dispose();

    [Theory, MemberData(nameof(All))]
    public void Scores_have_a_place_for_each_symbol_that_is_predicted(string kind, string? attention)
    {
        using var model = Pairs.Build<Translator>(kind, attention);
        using var batch = Batch.Of(Pairs.Random(5, 1));
        Assert.Equal([5, batch.TargetLengths.Max(), Pairs.TargetSymbols], model.Logits(batch).shape);
        Assert.Empty(model.Loss(batch).shape);
    }

    [Theory, MemberData(nameof(All))]
    public void What_comes_later_changes_no_earlier_score(string kind, string? attention)
    {
        using var model = Evaluated(kind, attention);
        using var one = Batch.Of([new([4, 5, 6, 7], [4, 5, 6, 7, 8])]);
        using var other = Batch.Of([new([4, 5, 6, 7], [4, 5, 6, 8, 4])]);
        var (a, b) = (model.Logits(one), model.Logits(other));
        Pairs.AssertClose(a.narrow(1, 0, 4), b.narrow(1, 0, 4));
        Assert.False(a.narrow(1, 4, 1).allclose(b.narrow(1, 4, 1), 1e-4, 1e-4));
    }

    [Theory, MemberData(nameof(All))]
    public void A_padded_batch_has_the_loss_of_its_examples_alone(string kind, string? attention)
    {
        using var model = Evaluated(kind, attention);
        var examples = Pairs.Random(6, 2);
        using var batch = Batch.Of(examples);
        var sum = 0.0;
        foreach (var example in examples)
        {
            using var alone = Batch.Of([example]);
            sum += model.Loss(alone).ToDouble() * alone.Predicted;
        }

        Assert.Equal(sum / batch.Predicted, model.Loss(batch).ToDouble(), 1e-5);
    }

    [Theory, MemberData(nameof(All))]
    public void Step_by_step_gives_the_scores_of_the_whole(string kind, string? attention)
    {
        using var frozen = torch.no_grad();
        using var model = Evaluated(kind, attention);
        using var batch = Batch.Of(Pairs.Random(4, 3));
        var whole = model.Logits(batch);
        using var state = model.Read(batch);
        foreach (var (given, t) in batch.Given.unbind(1).Select((g, t) => (g, t)))
            Pairs.AssertClose(whole.select(1, t), model.Next(given, state), 2e-5);
        Assert.Equal(batch.Given.shape[1], state.Written);
    }

    [Theory, MemberData(nameof(All))]
    public void Rows_that_are_taken_in_another_order_go_on_as_they_were(string kind, string? attention)
    {
        using var frozen = torch.no_grad();
        using var model = Evaluated(kind, attention);
        using var batch = Batch.Of(Pairs.Random(3, 4));
        using var state = model.Read(batch);
        using var moved = model.Read(batch);
        model.Next(torch.tensor([4L, 5, 6]), state);
        model.Next(torch.tensor([4L, 5, 6]), moved);
        moved.Select([2, 0, 0, 1]);
        Assert.Equal(4, moved.Rows);
        var (straight, turned) = (model.Next(torch.tensor([7L, 8, 4]), state), model.Next(torch.tensor([4L, 7, 7, 8]), moved));
        Pairs.AssertClose(straight.index_select(0, torch.tensor([2L, 0, 0, 1])), turned);
    }

    [Theory, MemberData(nameof(All))]
    public void The_gradient_reaches_every_weight(string kind, string? attention)
    {
        using var model = Pairs.Build<Translator>(kind, attention);
        using var batch = Batch.Of(Pairs.Random(12, 5));
        model.Loss(batch).backward();
        Assert.All(model.named_parameters().Where(p => p.parameter.requires_grad), p =>
            Assert.True(p.parameter.grad is { } g && g.isfinite().all().ToBoolean() && g.abs().sum().ToDouble() > 0,
                $"{p.name} is not reached"));
    }

    [Theory, MemberData(nameof(Aligning))]
    public void What_was_looked_at_is_traced_and_changes_nothing(string kind, string? attention)
    {
        using var model = Evaluated(kind, attention);
        using var batch = Batch.Of([new([4, 5, 6, 7, 8], [4, 5]), new([4, 5], [4, 5, 6])]);
        using var trace = new AttentionTrace();
        Pairs.AssertClose(model.Logits(batch), model.Logits(batch, trace));
        var weights = trace.Weights(AttentionPlace.Cross);
        Assert.Equal([2, model.Spec.Heads, 4, 5], weights.shape);
        Assert.Equal(0, weights[1].narrow(2, 2, 3).abs().max().ToDouble(), 1e-7);           // behind padding
        if (Expression.TryMechanism(attention ?? "additive") is { Facts.SumsToOne: true })
            Pairs.AssertClose(torch.ones(2, model.Spec.Heads, 4), weights.sum(-1));
    }

    private static Translator Evaluated(string kind, string? attention)
    {
        var model = Pairs.Build<Translator>(kind, attention);
        model.eval();
        return model;
    }
}
