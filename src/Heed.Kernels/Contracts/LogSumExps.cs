namespace Heed.Kernels;

/// <summary>What can be known from the logarithm of a denominator that was rounded to a float.</summary>
internal static class LogSumExps
{
    // from here on neighbouring floats lie 2⁻¹³ or more apart, and so do the logarithms of weights
    private const float Limit = 1 << 10;
    private const double Rounding = 1.0 / (1 << 18);

    /// <summary>Whether e^(score - this) is close to the weight.</summary>
    public static bool IsClose(float logSumExp) => Math.Abs(logSumExp) < Limit || float.IsNegativeInfinity(logSumExp);

    /// <summary>Whether a number that was given counts keys beside those whose own is
    /// known: it is larger by more than rounding explains.</summary>
    public static bool CountsMore(float given, double own) => own < given - Math.Abs(given) * Rounding;
}
