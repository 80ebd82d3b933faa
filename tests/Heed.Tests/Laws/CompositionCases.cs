namespace Heed.Tests.Laws;

/// <summary>Compositions whose laws were once derived wrongly, and others that models are made of.</summary>
public sealed class CompositionCases
{
    private const int Draws = 12;

    [Theory]
    [InlineData("bilinear + rope + identity + learned-sink")]
    [InlineData("additive + rope + identity + sigmoid")]
    [InlineData("bilinear + rope + sliding-window(1) + sigmoid")]
    [InlineData("soft-cap + top-k(1)")]
    [InlineData("l2-distance + soft-cap + top-k(4) + talking-heads")]
    [InlineData("qk-rms-norm + rope + grouped-query(2) + sliding-window(4) + learned-sink")]
    [InlineData("forgetting + qk-rms-norm + output-gate + causal")]
    [InlineData("rope + qk-rms-norm + identity + relu(8)")]
    [InlineData("uniform + alibi + talking-heads + hard-argmax")]
    [InlineData("uniform + forgetting + hard-argmax")]
    [InlineData("uniform + alibi + forgetting + relu")]
    [InlineData("uniform + alibi + identity + cog")]
    [InlineData("uniform + sandwich + cog + output-gate(softplus-head)")]
    [InlineData("qk-rms-norm + sandwich + cog")]
    [InlineData("l2-distance + identity + cog")]
    [InlineData("uniform + causal + inverted-slot")]
    [InlineData("uniform + forgetting + causal + inverted-slot")]
    [InlineData("uniform + t5-relative-bias + causal + inverted-slot")]
    [InlineData("inverted-slot + causal")]
    [InlineData("inverted-slot + sliding-window(1)")]
    public void What_is_derived_is_kept_and_what_is_not_is_broken(string text)
    {
        var mechanism = Expression.Parse(text).ToMechanism();
        var wrong = Heed.Catalog.Laws.Select(l => l.Judge(mechanism, Draws)).Where(v => !v.IsRight).Select(v => $"{v.Law.Id} {v}");
        Assert.True(!wrong.Any(), $"{text}: {string.Join("; ", wrong)}");
    }
}
