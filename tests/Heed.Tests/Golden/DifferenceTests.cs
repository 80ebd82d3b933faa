using Heed.Golden;

namespace Heed.Tests.Golden;

public sealed class DifferenceTests
{
    [Theory]
    [InlineData(1.05, 1, false)]
    [InlineData(1.105, 1, true)]
    [InlineData(1, 0, true)]
    [InlineData(double.NaN, 1, true)]
    [InlineData(1, double.NaN, true)]
    [InlineData(double.PositiveInfinity, 1, true)]
    public void Numbers_differ_by_a_part_of_what_was_expected(double got, double expected, bool differ)
    {
        var difference = Difference.Between(torch.tensor([0, got]), new([2], [0, expected], false), relative: 0.1, absolute: 1e-9);
        Assert.Equal(differ, difference is not null);
        if (differ) Assert.Contains("at [1]", difference!.Words);
    }
}
