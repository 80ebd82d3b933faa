using System.Numerics;

namespace Heed.Kernels;

/// <summary>Joins attention over sets of keys, wherever each was computed: pieces of a long sequence, devices, machines.</summary>
/// <remarks>A part of the result without keys has 0 and -∞, and changes nothing. Joining in
/// the same order gives the same bits; another order changes the last of them.</remarks>
public static class Merge
{
    /// <summary>Adds a second result to a first, each weighted by its denominator. A sink must be in one of the two only.</summary>
    /// <param name="output">Rows of outputs over the first keys; receives those over all keys.</param>
    /// <param name="logSumExp">A number per row; receives that of all keys.</param>
    /// <param name="otherOutput">The outputs over the other keys.</param>
    /// <param name="otherLogSumExp">Their numbers.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or memory overlaps that must not.</exception>
    public static void Into(Span<float> output, Span<float> logSumExp, ReadOnlySpan<float> otherOutput, ReadOnlySpan<float> otherLogSumExp)
    {
        Check(output, logSumExp, otherOutput, 1, nameof(otherOutput));
        Check(logSumExp, logSumExp, otherLogSumExp, 1, nameof(otherLogSumExp));
        ArgumentChecks.Apart(output, logSumExp, nameof(output), nameof(logSumExp));
        ArgumentChecks.Apart(output, otherOutput, nameof(output), nameof(otherOutput));
        ArgumentChecks.Apart(output, otherLogSumExp, nameof(output), nameof(otherLogSumExp));
        ArgumentChecks.Apart(logSumExp, otherOutput, nameof(logSumExp), nameof(otherOutput));
        ArgumentChecks.Apart(logSumExp, otherLogSumExp, nameof(logSumExp), nameof(otherLogSumExp));
        for (var (r, width) = (0, logSumExp.Length == 0 ? 0 : output.Length / logSumExp.Length); r < logSumExp.Length; r++)
        {
            var (mine, other) = (logSumExp[r], otherLogSumExp[r]);
            if (float.IsNegativeInfinity(other)) continue;
            var top = Math.Max((double)mine, other);
            var row = output.Slice(r * width, width);
            var (a, b) = (Math.Exp(mine - top), Math.Exp(other - top));
            if (float.IsNegativeInfinity(mine)) row.Clear();                        // whatever lies there, poison too, weighs nothing
            Scale(row, (float)(a / (a + b)));
            Add(row, otherOutput.Slice(r * width, width), (float)(b / (a + b)));
            logSumExp[r] = (float)(top + Math.Log(a + b));
        }
    }

    /// <summary>Joins any number of results, in the order in which they are given. A sink must be in one of them only.</summary>
    /// <param name="outputs">The outputs of the first set of keys, then those of the second, and so on.</param>
    /// <param name="logSumExps">Their numbers in the same order, one per row.</param>
    /// <param name="output">Receives the rows over all keys; it may be the first part of <paramref name="outputs"/> itself.</param>
    /// <param name="logSumExp">Receives a number per row; it may be the first part of <paramref name="logSumExps"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or memory overlaps that must not.</exception>
    public static void Many(ReadOnlySpan<float> outputs, ReadOnlySpan<float> logSumExps, Span<float> output, Span<float> logSumExp)
    {
        var (rows, sets) = (logSumExp.Length, logSumExp.Length == 0 ? 0 : logSumExps.Length / logSumExp.Length);
        Check(output, logSumExp, outputs, sets, nameof(outputs));
        Check(logSumExp, logSumExp, logSumExps, sets, nameof(logSumExps));
        ArgumentChecks.Apart(output, logSumExp, nameof(output), nameof(logSumExp));
        ArgumentChecks.Apart(output, logSumExps, nameof(output), nameof(logSumExps));
        ArgumentChecks.Apart(logSumExp, outputs, nameof(logSumExp), nameof(outputs));
        // a row is written after all of its sets are read, so the first of them may be written in place
        ArgumentChecks.Apart(output, Others(output, outputs), nameof(output), nameof(outputs));
        ArgumentChecks.Apart(logSumExp, Others(logSumExp, logSumExps), nameof(logSumExp), nameof(logSumExps));
        for (var (r, width) = (0, rows == 0 ? 0 : output.Length / rows); r < rows; r++)
        {
            var (top, total) = (double.NegativeInfinity, 0.0);
            for (var s = 0; s < sets; s++) top = Math.Max(top, logSumExps[s * rows + r]);
            var row = output.Slice(r * width, width);
            for (var s = 0; s < sets; s++)
                if (!float.IsNegativeInfinity(logSumExps[s * rows + r])) total += Math.Exp(logSumExps[s * rows + r] - top);
            for (var s = 0; s < sets; s++)
            {
                var one = logSumExps[s * rows + r];
                var by = float.IsNegativeInfinity(one) ? 0 : (float)(Math.Exp(one - top) / total);
                var from = outputs.Slice((s * rows + r) * width, width);
                if (s == 0 && by == 0) row.Clear();
                else if (s == 0)
                {
                    from.CopyTo(row);
                    Scale(row, by);
                }
                else if (by != 0) Add(row, from, by);
            }
            logSumExp[r] = total == 0 ? float.NegativeInfinity : (float)(top + Math.Log(total));
        }
    }

    // What is left when the first part is what is written.
    private static ReadOnlySpan<float> Others(Span<float> written, ReadOnlySpan<float> all)
        => all.Overlaps(written, out var at) && at == 0 ? all[written.Length..] : all;

    private static void Check(Span<float> output, Span<float> logSumExp, ReadOnlySpan<float> given, int sets, string name)
    {
        if (logSumExp.Length == 0 ? output.Length != 0 : output.Length % logSumExp.Length != 0)
            throw new ArgumentException($"logSumExp holds {logSumExp.Length} rows, which do not divide the {output.Length} floats of "
                + "output.", nameof(logSumExp));
        if (given.Length != (long)output.Length * sets || (sets == 0 && output.Length != 0))
            throw new ArgumentException($"{name} holds {given.Length} floats; {Math.Max(sets, 1)} × {output.Length} are needed.", name);
    }

    private static void Scale(Span<float> row, float by)
    {
        var c = 0;
        for (; c + Vector<float>.Count <= row.Length; c += Vector<float>.Count) (new Vector<float>(row[c..]) * by).CopyTo(row[c..]);
        for (; c < row.Length; c++) row[c] *= by;
    }

    private static void Add(Span<float> row, ReadOnlySpan<float> other, float by)
    {
        var c = 0;
        for (; c + Vector<float>.Count <= row.Length; c += Vector<float>.Count)
            (new Vector<float>(row[c..]) + new Vector<float>(other[c..]) * by).CopyTo(row[c..]);
        for (; c < row.Length; c++) row[c] += other[c] * by;
    }
}
