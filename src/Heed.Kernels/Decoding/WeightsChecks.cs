using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>Checks a call for the weights of chosen queries, before any pointer is taken.</summary>
internal static class WeightsChecks
{
    public static void Check(View q, View k, ReadOnlySpan<int> rows, Span<float> weights, ReadOnlySpan<float> logSumExp,
        AttentionOptions options)
    {
        var (sq, sk) = (q.Shape, k.Shape);
        if (sq.Width == 0) throw new ArgumentException("q is an empty view: give it data and a shape.", nameof(q));
        if (sk.Batch != sq.Batch || sk.Width != sq.Width || sk.Heads == 0 || sq.Heads % sk.Heads != 0)
            throw new ArgumentException($"k is {sk}; with q {sq} it must be ({sq.Batch}, a divisor of {sq.Heads}, M, {sq.Width}).",
                nameof(k));
        foreach (var row in rows)
            if ((uint)row >= (uint)sq.Tokens)
                throw new ArgumentOutOfRangeException(nameof(rows), row,
                    $"rows asks for query {row}; q is {sq}, with queries 0 to {sq.Tokens - 1}.");
        ArgumentChecks.Counted(sq, sk);
        var floats = (Int128)sq.Batch * sq.Heads * rows.Length * sk.Tokens;
        if (weights.Length != floats)
            throw new ArgumentException($"weights holds {weights.Length} floats; ({sq.Batch}, {sq.Heads}, {rows.Length}, {sk.Tokens}) "
                + $"needs {floats}.", nameof(weights));
        var all = (long)sq.Batch * sq.Heads * sq.Tokens;
        if (logSumExp.Length != 0 && logSumExp.Length != all)
            throw new ArgumentException($"logSumExp holds {logSumExp.Length} floats; ({sq.Batch}, {sq.Heads}, {sq.Tokens}) needs {all}, or "
                + "give none.", nameof(logSumExp));
        ArgumentChecks.Apart(weights, q.Data, nameof(weights), nameof(q));
        ArgumentChecks.Apart(weights, k.Data, nameof(weights), nameof(k));
        ArgumentChecks.Apart(weights, logSumExp, nameof(weights), nameof(logSumExp));
        if (MemoryMarshal.AsBytes(weights).Overlaps(MemoryMarshal.AsBytes(rows)))
            throw new ArgumentException("weights overlaps rows: give it memory of its own.", nameof(weights));
        ArgumentChecks.Run(options);
        ArgumentChecks.Straight(options, "weights are of queries and keys as they are: rotate them with Rotation.Turn before");
    }
}
