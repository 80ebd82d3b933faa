namespace Heed.Models.Tests.Models;

/// <summary>A description builds one model and no other, and what it asks for in vain is refused.</summary>
public sealed class SpecTests : IDisposable
{
    // CMUdict: 27 letters and 39 phonemes, and four marks each
    private const int Letters = 31;
    private const int Phonemes = 43;
    private const double Tenth = 0.1;
    private readonly DisposeScope scope = torch.NewDisposeScope();

    public static TheoryData<string> Kinds => [.. ModelKind.All.Select(k => k.Id)];

    public void Dispose() => scope.Dispose();

    [Theory, MemberData(nameof(Kinds))]
    public void The_same_description_builds_the_same_model_and_another_seed_another(string kind)
    {
        var spec = Pairs.Small(kind);
        var (one, same, other) = (SequenceModel.Build(spec), SequenceModel.Build(ModelSpec.FromJson(spec.ToJson())),
            SequenceModel.Build(spec with { Seed = 2 }));
        Assert.Equal(one.state_dict().Keys, same.state_dict().Keys);
        Assert.All(one.state_dict(), p => Assert.True(p.Value.eq(same.state_dict()[p.Key]).all().ToBoolean(), p.Key));
        Assert.Contains(one.state_dict(), p => !p.Value.eq(other.state_dict()[p.Key]).all().ToBoolean());
        Assert.Equal(spec, same.Spec);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Defaults_have_about_as_many_parameters_and_can_be_made_to_have_any(string kind)
    {
        var spec = ModelKind.Named(kind).For(kind == "language-model" ? Phonemes : Letters, Phonemes);
        Assert.InRange(ModelSize.Count(spec), 0.75e6, 1e6);
        foreach (var budget in new long[] { 100_000, 900_000 })
            Assert.InRange(ModelSize.Count(ModelSize.Fit(spec, budget)) / (double)budget, 1 - Tenth, 1 + Tenth);
    }

    [Fact]
    public void A_budget_below_the_smallest_model_is_refused() =>
        Assert.Contains("cannot have about 10 parameters",
            Assert.Throws<ArgumentException>(() => ModelSize.Fit(Pairs.Small("luong"), 10)).Message);

    [Fact]
    public void Dropout_follows_from_seed_and_step()
    {
        using var model = Pairs.Build<Translator>("transformer", change: s => s with { Dropout = 0.3 });
        using var batch = Batch.Of(Pairs.Random(4, 1));
        double Loss(long step)
        {
            model.BeginStep(step);
            return model.Loss(batch).ToDouble();
        }

        var (first, second) = (Loss(0), Loss(1));
        Assert.NotEqual(first, second);
        Assert.Equal(first, Loss(0));
        model.eval();
        Assert.Equal(Loss(0), Loss(1));
    }

    [Fact]
    public void Label_smoothing_spreads_a_share_of_the_truth()
    {
        using var model = Pairs.Build<Translator>("rnn-search");
        using var batch = Batch.Of([new([4, 5], [6, 7])]);
        var logs = model.Logits(batch).log_softmax(-1)[0];
        var truth = -logs.gather(1, batch.Wanted[0].unsqueeze(1)).mean().ToDouble();
        Assert.Equal(0.9 * truth - 0.1 * logs.mean().ToDouble(), model.Loss(batch, 0.1).ToDouble(), 1e-5);
    }

    [Theory]
    [InlineData("transformr", "did you mean 'transformer'")]
    [InlineData("", "Unknown model")]
    public void An_unknown_kind_is_named_with_the_nearest(string kind, string words) =>
        Assert.Contains(words,
            Assert.Throws<ArgumentException>(() => SequenceModel.Build(Pairs.Small("luong") with { Kind = kind })).Message);

    [Theory]
    [InlineData("""{"kind":"luong","source_symbols":9}""")]
    [InlineData("""{"kind":"luong","source_symbols":9,"target_symbols":9,"colour":1}""")]
    [InlineData("null")]
    [InlineData("{")]
    public void What_is_no_description_is_refused(string json) => Assert.Throws<FormatException>(() => ModelSpec.FromJson(json));

    [Fact]
    public void What_a_kind_does_not_have_is_refused()
    {
        Refused("has no attention", Pairs.Small("lstm-seq2seq") with { Attention = "dot" });
        Refused("no point in reversing", Pairs.Small("rnn-search") with { Reversed = true });
        Refused("cannot be divided among 3 heads", Pairs.Small("transformer") with { Heads = 3 });
        Refused("has one layer", Pairs.Small("rnn-search") with { Layers = 2 });
        Refused("has no input feeding", Pairs.Small("transformer") with { InputFeeding = true });
        Refused("do not even hold the four marks", Pairs.Small("luong") with { TargetSymbols = 2 });
        Refused("as wide as its layers", Pairs.Small("transformer") with { Embedding = 8 });

        static void Refused(string words, ModelSpec spec) =>
            Assert.Contains(words, Assert.Throws<ArgumentException>(() => SequenceModel.Build(spec)).Message);
    }
}
