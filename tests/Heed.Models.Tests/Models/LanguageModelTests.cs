namespace Heed.Models.Tests.Models;

/// <summary>
/// A language model with any layers: nothing is known of the future, and writing with a cache or a state is the same as
/// reading the whole again.
/// </summary>
public sealed class LanguageModelTests : IDisposable
{
    private static readonly int[] Text = [4, 5, 6, 7, 8, 4, 6, 5, 8, 7, 4, 4, 5, 7, 6, 8, 5, 4];
    private readonly DisposeScope scope = torch.NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(null, "cache,cache,cache,cache")]
    [InlineData("alibi", "cache,cache,cache,cache")]
    [InlineData("sliding-window(3)", "cache,cache,cache,cache")]
    [InlineData("sliding-window(3, top-left)", "again,again,again,again")]
    [InlineData("causal(top-left) + alibi", "again,again,again,again")]
    [InlineData("rope + grouped-query(1)", "cache,cache,cache,cache")]
    [InlineData("sparsemax, talking-heads, alibi + sliding-window(4), rope + cosine", "cache,cache,cache,cache")]
    [InlineData("3 × gated-delta-net, 1 × (causal + rope)", "state,state,state,cache")]
    [InlineData("retention, 1 * linear-elu, 2x(gla)", "state,state,state,state")]
    [InlineData("layer:gla, layer:retention, layer:mamba2-ssd, layer:kda", "state,state,state,state")]
    public void Writing_symbol_by_symbol_gives_the_scores_of_the_whole(string? layers, string ways)
    {
        using var model = Model(layers);
        Assert.Equal(ways, string.Join(',', model.Ways));
        using var batch = Batch.OfWindows(Text, [0], Text.Length - 1);
        using var frozen = torch.no_grad();
        var whole = model.Logits(batch);
        using var state = model.Read(Text.AsSpan(0, 5).ToArray());
        for (var t = 4; t < Text.Length - 1; t++)
            Pairs.AssertClose(whole.select(1, t), model.Next(torch.tensor([(long)Text[t]]), state), 2e-5);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("alibi")]
    [InlineData("3 x gated-delta-net, 1 x (causal + rope)")]
    public void What_comes_later_changes_no_earlier_score(string? layers)
    {
        using var model = Model(layers);
        int[] other = [.. Text];
        other[10] = 7;
        using var one = Batch.OfWindows(Text, [0], 16);
        using var two = Batch.OfWindows(other, [0], 16);
        var (a, b) = (model.Logits(one), model.Logits(two));
        Pairs.AssertClose(a.narrow(1, 0, 10), b.narrow(1, 0, 10));
        Assert.False(a.select(1, 10).allclose(b.select(1, 10), 1e-4, 1e-4));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("alibi")]
    [InlineData("sliding-window(3)")]
    [InlineData("sparsemax")]
    [InlineData("talking-heads")]
    public void A_symbol_more_does_not_copy_those_before(string? layers)
    {
        using var model = Model(layers);
        using var state = model.Read(Text);
        var before = state.Past("Decoder.0.")!;
        model.Next(torch.tensor([4L]), state);
        // It went on where it lay.
        Assert.Contains("used up by a later step", Assert.Throws<InvalidOperationException>(() => before.Numbers).Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("alibi + sliding-window(3)")]
    [InlineData("sparsemax")]
    [InlineData("3 x gated-delta-net, 1 x (causal + rope)")]
    public void Rows_go_on_as_each_would_alone(string? layers)
    {
        using var model = Model(layers);
        using var state = model.Read([4, 5, 6], 3);
        using var alone = model.Read([4, 5, 6]);
        var together = Sampling.Write(model, state, [6, 6, 6], 12, new(5));
        var single = Sampling.Write(model, alone, [6], 12, new(5));
        Assert.Equal(single[0].Symbols, together[0].Symbols);
        Assert.NotEqual(string.Join(' ', together[0].Symbols), string.Join(' ', together[1].Symbols));
    }

    [Fact]
    public void A_state_of_recurrences_does_not_grow()
    {
        using var model = Model("gated-delta-net");
        using var state = model.Read([4, 5]);
        var before = state.Numbers;
        for (var i = 0; i < 5; i++) model.Next(torch.tensor([4L]), state);
        Assert.Equal(before, state.Numbers);
    }

    [Fact]
    public void Every_layer_is_traced_and_each_row_of_weights_sums_to_one()
    {
        using var model = Model(null);
        using var batch = Batch.OfWindows(Text, [0, 1], 8);
        using var trace = new AttentionTrace();
        Pairs.AssertClose(model.Logits(batch), model.Logits(batch, trace));
        Assert.Equal(4, trace.Layers(AttentionPlace.Decoder));
        foreach (var record in trace.Records)
        {
            Assert.Equal([2, 2, 8, 8], record.Weights.shape);
            Pairs.AssertClose(torch.ones(2, 2, 8), record.Weights.sum(-1));
            Assert.Equal(0, record.Weights.triu(1).abs().sum().ToDouble());
        }
    }

    [Theory]
    [InlineData("3 × rope", "names 3 layers, which do not fill 4")]
    [InlineData("2 × rope, 2 ×", "Cannot read '2 ×'")]
    [InlineData("linear-elu(causal=false)", "looks ahead")]
    [InlineData("rop", "did you mean")]
    public void A_list_that_makes_no_sense_is_refused(string layers, string words) =>
        Assert.Contains(words, Assert.ThrowsAny<ArgumentException>(() => Model(layers)).Message);

    private static LanguageModel Model(string? layers)
    {
        var model = Pairs.Build<LanguageModel>("language-model", layers);
        model.eval();
        return model;
    }
}
