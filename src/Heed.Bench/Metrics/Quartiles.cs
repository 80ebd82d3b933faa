namespace Heed.Bench.Metrics;

/// <summary>The middle half of some numbers.</summary>
/// <param name="Lower">A quarter is below it.</param>
/// <param name="Median">Half are below it.</param>
/// <param name="Upper">A quarter is above it.</param>
public readonly record struct Quartiles(double Lower, double Median, double Upper)
{
    /// <summary>How far the quartiles lie apart, as a share of the median.</summary>
    public double Spread => (Upper - Lower) / Median;

    /// <summary>Of some numbers; between two of them on the straight line, as NumPy's percentile does.</summary>
    /// <param name="numbers">At least one.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Quartiles Of(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        if (sorted.Length == 0) throw new ArgumentException("No numbers have no quartiles.", nameof(numbers));
        return new(At(0.25), At(0.5), At(0.75));

        double At(double share)
        {
            var (place, below) = (share * (sorted.Length - 1), (int)(share * (sorted.Length - 1)));
            return sorted[below] + (place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
        }
    }
}
