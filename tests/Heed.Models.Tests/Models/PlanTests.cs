using Heed.Models.Plans;

namespace Heed.Models.Tests.Models;

/// <summary>Where the parts of an expression go.</summary>
public sealed class PlanTests : IDisposable
{
    private readonly DisposeScope scope = torch.NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Theory]
    [InlineData(null, "scaled-dot-product", "scaled-dot-product + causal", "scaled-dot-product")]
    [InlineData("rope + sliding-window(16)", "rope", "rope + sliding-window(16)", "scaled-dot-product")]
    [InlineData("sparsemax", "sparsemax", "causal + sparsemax", "sparsemax")]
    [InlineData("alibi + softmax-one", "alibi + softmax-one", "alibi + causal + softmax-one", "softmax-one")]
    [InlineData("gated-delta-net", "scaled-dot-product", "gated-delta-net", "scaled-dot-product")]
    [InlineData("layer:gla", "scaled-dot-product", "layer:gla", "scaled-dot-product")]
    [InlineData("encoder: sparsemax; decoder: layer:kda", "sparsemax", "layer:kda", "scaled-dot-product")]
    [InlineData("linear-elu(causal=false)", "linear-elu(false)", "scaled-dot-product + causal", "linear-elu(false)")]
    [InlineData("cross: cosine; encoder: alibi", "alibi", "scaled-dot-product + causal", "cosine")]
    public void An_expression_goes_where_it_makes_sense(string? text, string encoder, string decoder, string cross)
    {
        var plan = AttentionPlan.Parse(text);
        Assert.Equal((encoder, decoder, cross), (plan.Encoder.Name, plan.Decoder.Name, plan.Cross.Name));
    }

    [Theory]
    [InlineData("somewhere: rope", "Cannot read the attention")]
    [InlineData("decoder: identity; decoder rope", "Cannot read the attention")]
    [InlineData("decoder: linear-elu(causal=false)", "looks ahead")]
    [InlineData("ropes", "did you mean 'rope'")]
    public void What_cannot_be_read_is_refused(string text, string words) =>
        Assert.Contains(words, Assert.ThrowsAny<ArgumentException>(() => AttentionPlan.Parse(text)).Message);

    [Theory]
    [InlineData("cross: causal", "these are two texts")]
    [InlineData("cross: rope", "goes by the distance between places of one text")]
    [InlineData("encoder: nystrom", "cannot hide single pairs or keys")]
    public void A_mechanism_that_makes_no_sense_in_its_place_is_refused(string text, string words)
    {
        var message = Assert.ThrowsAny<ArgumentException>(() => Pairs.Build<Translator>("transformer", text)).Message;
        Assert.Contains("makes no sense where a model must", message);
        Assert.Contains(words, message);
    }

    [Fact]
    public void An_encoder_feels_no_padding_and_traces_what_it_sums_up()
    {
        using var model = Pairs.Build<TextEncoder>("encoder");
        model.eval();
        using var batch = Batch.Of([new([4, 5, 6, 7], [4]), new([8, 9], [5])]);
        using var alone = Batch.Of([new([8, 9], [5])]);
        using var trace = new AttentionTrace();
        Pairs.AssertClose(model.Logits(alone), model.Logits(batch, trace).narrow(0, 1, 1));
        var pooled = trace.Weights(AttentionPlace.Pooling);
        Pairs.AssertClose(torch.ones(2, 2, 1), pooled.sum(-1));
        Assert.Equal(0, pooled[1].narrow(2, 2, 2).sum().ToDouble());
        Assert.Equal(model.Spec.Layers, trace.Layers(AttentionPlace.Encoder));
    }

    [Fact]
    public void A_traced_row_becomes_a_map_of_its_labels()
    {
        using var model = Pairs.Build<Translator>("transformer");
        using var batch = Batch.Of([new([4, 5, 6], [4, 5]), new([7, 8], [6])]);
        using var trace = new AttentionTrace();
        model.Logits(batch, trace);
        var map = trace.ToMap(AttentionPlace.Cross, 1, [new("x", 0, 1)], [new("a", 0, 1), new("b", 1, 1)], "ab", "x",
            new("m", "w", "character"));
        Assert.Equal((2, 2, 1, 2), (map.Layers, map.Heads, map.Queries, map.Keys));
        Assert.Equal(trace.Weights(AttentionPlace.Cross, 1)[1, 1, 0, 1].ToSingle(), map[1, 1, 0, 1]);
        Assert.Equal([AttentionPlace.Cross, AttentionPlace.Encoder, AttentionPlace.Decoder], trace.Places);
        Assert.Throws<ArgumentException>(() => trace.ToMap(AttentionPlace.Pooling, 0, [], [], "", "", new("m", "w", "character")));
    }
}
