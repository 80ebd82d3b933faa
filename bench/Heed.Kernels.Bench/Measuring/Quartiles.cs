namespace Heed.Kernels.Bench;

/// <summary>Repeated measurements of one quantity: the middle, and what half of them lie between.</summary>
/// <param name="Count">How many.</param>
/// <param name="Median">The middle.</param>
/// <param name="Lower">A quarter lies below.</param>
/// <param name="Upper">A quarter lies above.</param>
internal sealed record Quartiles(int Count, double Median, double Lower, double Upper)
{
    /// <summary>Half the distance between the quartiles, relative to the median.</summary>
    public double Spread => (Upper - Lower) / 2 / Median;

    /// <summary>Quartiles of at least one number; between two of them by straight lines.</summary>
    public static Quartiles Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new(sorted.Length, At(0.5), At(0.25), At(0.75));

        double At(double share)
        {
            var at = share * (sorted.Length - 1);
            var below = (int)at;
            return below + 1 < sorted.Length ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
        }
    }

    /// <summary>The geometric mean of positive numbers; NaN of none.</summary>
    public static double GeometricMean(IEnumerable<double> numbers)
        => Math.Exp(numbers.Select(x => Math.Log(x)).DefaultIfEmpty(double.NaN).Average());
}
