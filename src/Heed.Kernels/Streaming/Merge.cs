namespace Heed.Kernels;

/// <summary>Joins attention over two sets of keys, wherever each was computed.</summary>
public static class Merge
{
    /// <summary>Adds a second result to a first, each weighted by its denominator. A sink must be in one of the two only.</summary>
    /// <param name="output">Rows of outputs over the first keys; receives those over all keys.</param>
    /// <param name="logSumExp">A number per row; receives that of all keys.</param>
    /// <param name="otherOutput">The outputs over the other keys.</param>
    /// <param name="otherLogSumExp">Their numbers.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Into(Span<float> output, Span<float> logSumExp, ReadOnlySpan<float> otherOutput, ReadOnlySpan<float> otherLogSumExp)
    {
        if (otherOutput.Length != output.Length)
            throw new ArgumentException($"otherOutput holds {otherOutput.Length} floats; output holds {output.Length}.", nameof(otherOutput));
        if (otherLogSumExp.Length != logSumExp.Length)
            throw new ArgumentException($"otherLogSumExp holds {otherLogSumExp.Length} floats; logSumExp holds {logSumExp.Length}.", nameof(otherLogSumExp));
        if (logSumExp.Length == 0 ? output.Length != 0 : output.Length % logSumExp.Length != 0)
            throw new ArgumentException($"logSumExp holds {logSumExp.Length} rows, which do not divide the {output.Length} floats of output.", nameof(logSumExp));
        for (var r = 0; r < logSumExp.Length; r++)
        {
            var (a, b) = ((double)logSumExp[r], (double)otherLogSumExp[r]);
            var top = Math.Max(a, b);
            if (double.IsNegativeInfinity(top)) continue;
            var (wa, wb) = (Math.Exp(a - top), Math.Exp(b - top));
            var width = output.Length / logSumExp.Length;
            for (var c = r * width; c < (r + 1) * width; c++) output[c] = (float)((wa * output[c] + wb * otherOutput[c]) / (wa + wb));
            logSumExp[r] = (float)(top + Math.Log(wa + wb));
        }
    }
}
