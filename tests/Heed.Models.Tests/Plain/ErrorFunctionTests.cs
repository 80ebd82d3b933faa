using Heed.Models.Plain;

namespace Heed.Models.Tests.Plain;

public sealed class ErrorFunctionTests
{
    [Fact]
    public void It_is_the_function_of_LibTorch_to_the_last_digits()
    {
        double[] points = [.. Enumerable.Range(-700, 1401).Select(i => i / 100.0), 1e-300, 1e-9, 2.999999, 3, 5.999999, 6, 1e300];
        using var of = torch.tensor(points).erf();
        var expected = of.data<double>().ToArray();
        Assert.All(points.Zip(expected), p => Assert.Equal(p.Second, ErrorFunction.Of(p.First), 1e-15 + (1e-14 * Math.Abs(p.Second))));
    }

    [Fact]
    public void Its_ends() =>
        Assert.Equal((1.0, -1.0, double.NaN), (ErrorFunction.Of(double.PositiveInfinity), ErrorFunction.Of(double.NegativeInfinity),
            ErrorFunction.Of(double.NaN)));
}
