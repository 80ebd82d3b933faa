using Heed.Laws;

namespace Heed.Tests.Alone;

/// <summary>What a mechanism cannot take it refuses in words that say what to do.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("linformer(tokens=8)", "'e' has numbers for 8 places, and the text goes from place 0 to 8")]
    [InlineData("synthesizer-random(tokens=8)", "give 'tokens' as many as the longest text has")]
    [InlineData("synthesizer-dense(tokens=8)", "'w2' has numbers for 8 places")]
    [InlineData("mab(3)", "A width of 32 cannot be divided among 3 heads")]
    public void Inputs_that_do_not_fit_are_refused(string expression, string says) =>
        Assert.Contains(says, Assert.Throws<ArgumentException>(() => Read(expression, Mask.None)).Message);

    [Theory]
    [InlineData("linformer")]
    [InlineData("efficient-attention")]
    [InlineData("luna")]
    [InlineData("isab")]
    [InlineData("external-attention")]
    [InlineData("gau")]
    [InlineData("perceiver-cross")]
    [InlineData("heavily-compressed")]
    [InlineData("compressed-sparse")]
    [InlineData("cca")]
    [InlineData("kivi")]
    [InlineData("structured-tree")]
    [InlineData("sinkhorn-sort")]
    [InlineData("lsh")]
    public void What_hides_from_all_or_from_none_cannot_hide_pairs(string expression)
    {
        var pairs = Mask.Pairs(torch.ones([Draw.Tokens, Draw.Tokens], torch.@bool));
        Assert.Contains("whole keys only", Assert.Throws<NotSupportedException>(() => Read(expression, pairs)).Message);
    }

    [Fact]
    public void A_packed_text_is_one_for_all_or_one_for_each()
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse("luna").ToMechanism();
        var draw = Draw.For(mechanism, 1);
        var p = draw["p"];
        Assert.True(draw.Close(mechanism.Attend(draw.With("p", p.expand(Draw.Batch, -1, -1, -1)).Inputs), mechanism.Attend(draw.Inputs)));
        var three = draw.With("p", p.expand(3, -1, -1, -1));
        Assert.Contains("one for each or one for all", Assert.Throws<ArgumentException>(() => mechanism.Attend(three.Inputs)).Message);
    }

    private static void Read(string expression, Mask mask)
    {
        using var scope = torch.NewDisposeScope();
        var mechanism = Expression.Parse(expression).ToMechanism();
        mechanism.Attend(Draw.For(mechanism, 1).Inputs, mask);
    }
}
