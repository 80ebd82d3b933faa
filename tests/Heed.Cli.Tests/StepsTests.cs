using System.Globalization;
using System.Text.RegularExpressions;

namespace Heed.Cli.Tests;

public sealed class StepsTests
{
    private const double Rounding = 2e-3;

    [Theory]
    [InlineData("scaled-dot-product")]
    [InlineData("alibi + causal")]
    [InlineData("soft-cap(2) + sliding-window(3)")]
    public void The_arithmetic_that_is_printed_is_right(string mechanism)
    {
        var output = Heed.Run("see", "abracadabra", "--steps", "--with", mechanism, "--query", "7").AssertRan().Replace('−', '-');
        var scaled = Regex.Match(output, @"scaled +times a factor: (\S+) × (\S+).*= (\S+)");
        Assert.Equal(Number(scaled.Groups[1]) * Number(scaled.Groups[2]), Number(scaled.Groups[3]), Rounding);
        var share = Regex.Match(output, @"= (\S+) / (\S+) = (\S+)\n");
        Assert.Equal(Number(share.Groups[1]) / Number(share.Groups[2]), Number(share.Groups[3]), Rounding);
        var weights = Regex.Matches(output, @"(?m)^  \d+ '.' .*?(\S+)$").Select(m => Number(m.Groups[1])).ToArray();
        Assert.Equal(11, weights.Length);
        Assert.Equal(1, weights.Sum(), Rounding);
    }

    [Fact]
    public void A_mechanism_without_scores_shows_its_effective_weights_only()
    {
        var output = Heed.Run("see", "abracadabra", "--steps", "--with", "gla").AssertRan();
        Assert.Contains("Attend(V = I)", output);
        Assert.DoesNotContain("4  score", output);
    }

    [Fact]
    public void No_softmax_is_shown_where_none_is_computed() =>
        Assert.DoesNotContain("Σ exp", Heed.Run("see", "abracadabra", "--steps", "--with", "sigmoid").AssertRan());

    [Fact]
    public void A_score_of_zero_is_scaled_by_the_factor_of_the_others()
    {
        var output = Heed.Run("see", "hello there", "--steps", "--with", "l2-distance").AssertRan();
        Assert.Matches(@"scaled +times a factor: \S+ × 0\.25 ", output);
        Assert.DoesNotContain("NaN", output);
    }

    private static double Number(Group group) => double.Parse(group.Value, NumberStyles.Float, CultureInfo.InvariantCulture);
}
