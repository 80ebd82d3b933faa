using Heed.Bench.Metrics;

namespace Heed.Bench.Tests.Metrics;

/// <summary>Lines and quartiles, against numbers worked out by hand.</summary>
public sealed class LineTests
{
    [Fact]
    public void A_line_has_the_slope_of_least_squares()
    {
        Assert.Equal(2, Line.Slope([1, 2, 4], [3, 5, 9]), 14);
        Assert.Equal(0.5, Line.Slope([0, 1, 2], [0, 2, 1]), 14);                           // (−1)(−1) + 0 + 1·0 over 2
    }

    [Fact]
    public void Quartiles_lie_between_numbers_as_NumPy_puts_them()
    {
        Assert.Equal(new(1.75, 2.5, 3.25), Quartiles.Of([4, 1, 3, 2]));                    // numpy.percentile([1, 2, 3, 4], [25, 50, 75])
        Assert.Equal(new(7, 7, 7), Quartiles.Of([7]));
        Assert.Equal(0.6, Quartiles.Of([4, 1, 3, 2]).Spread, 14);
    }

    [Fact]
    public void No_numbers_have_no_quartiles() => Assert.Throws<ArgumentException>(() => Quartiles.Of([]));
}
