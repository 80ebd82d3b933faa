namespace Heed.Kernels.Bench;

/// <summary>Repeated measurements of one quantity.</summary>
/// <param name="values">At least one.</param>
internal sealed class Samples(IEnumerable<double> values)
{
    private readonly double[] sorted = [.. values.Order()];

    public int Count => sorted.Length;
    public double Median => At(0.5);
    public double Lower => At(0.25);
    public double Upper => At(0.75);

    /// <summary>Half the distance between the quartiles, relative to the median.</summary>
    public double Spread => (Upper - Lower) / 2 / Median;

    /// <summary>The geometric mean of positive numbers; NaN of none.</summary>
    public static double GeometricMean(IEnumerable<double> numbers) => Math.Exp(numbers.Select(x => Math.Log(x)).DefaultIfEmpty(double.NaN).Average());

    private double At(double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }
}
