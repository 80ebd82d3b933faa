namespace Heed.Bench.Metrics;

/// <summary>A straight line through points, by least squares.</summary>
public static class Line
{
    /// <summary>How steep it is.</summary>
    /// <param name="x">At least two different places.</param>
    /// <param name="y">As many heights.</param>
    /// <exception cref="ArgumentException">They are not as many, or all places are the same.</exception>
    public static double Slope(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length || x.Length < 2)
            throw new ArgumentException($"No line goes through {x.Length} places and {y.Length} heights.", nameof(y));
        var (meanX, meanY) = (0.0, 0.0);
        for (var i = 0; i < x.Length; i++) (meanX, meanY) = (meanX + x[i] / x.Length, meanY + y[i] / x.Length);
        var (both, ofX) = (0.0, 0.0);
        for (var i = 0; i < x.Length; i++) (both, ofX) = (both + (x[i] - meanX) * (y[i] - meanY), ofX + (x[i] - meanX) * (x[i] - meanX));
        return ofX > 0 ? both / ofX : throw new ArgumentException("All places are the same.", nameof(x));
    }
}
