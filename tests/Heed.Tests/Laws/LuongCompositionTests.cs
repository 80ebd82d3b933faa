namespace Heed.Tests.Laws;

/// <summary>Luong's alignments keep the laws together with words that their paper did not know.</summary>
public sealed class LuongCompositionTests
{
    [Theory]
    [InlineData("luong-location + rope + sliding-window(2) + softmax-one")]
    [InlineData("luong-location + causal")]
    [InlineData("luong-local-p + identity")]
    [InlineData("luong-local-p + alibi + causal")]
    [InlineData("luong-local-m(0) + learned-sink")]
    [InlineData("luong-concat + rope + causal")]
    public void A_composition_does_what_it_promises_and_no_more(string expression)
    {
        var mechanism = Expression.Parse(expression).ToMechanism();
        Assert.All(Heed.Catalog.Laws.Select(l => l.Judge(mechanism, draws: 12)), v => Assert.True(v.IsRight, $"{v.Law.Id}: {v}"));
    }
}
