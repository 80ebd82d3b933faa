using System.Diagnostics.CodeAnalysis;

namespace Heed;

/// <summary>Holds options to what single precision can compute with: a word takes the same in every type and on every route.</summary>
internal static class SinglePrecision
{
    /// <summary>Times what queries and keys usually give, it is still finite.</summary>
    public const double Largest = 1e30;

    /// <summary>A number that scores are multiplied by.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is too large, or not a number.</exception>
    [return: NotNullIfNotNull(nameof(factor))]
    public static double? Factor(double? factor, string name) => factor is null || Math.Abs(factor.Value) <= Largest ? factor
        : throw new ArgumentOutOfRangeException(name, factor, "A factor lies between -1e30 and 1e30, or single precision overflows.");

    /// <summary>A number whose square scores are multiplied by.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is too large, or not a number.</exception>
    [return: NotNullIfNotNull(nameof(factor))]
    public static double? FactorThatIsSquared(double? factor, string name) => factor is null || Math.Abs(factor.Value) <= Math.Sqrt(Largest)
        ? factor : throw new ArgumentOutOfRangeException(name, factor,
            "It is squared, so it lies between -1e15 and 1e15, or single precision overflows.");

    /// <summary>A positive number that something is divided by.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive, or too near to zero.</exception>
    [return: NotNullIfNotNull(nameof(divisor))]
    public static double? Divisor(double? divisor, string name) => divisor is null or >= 1 / Largest ? divisor
        : throw new ArgumentOutOfRangeException(name, divisor, "It must be positive, and 1e-30 at least, or single precision overflows.");
}
