namespace Heed.Kernels.Bench;

/// <summary>What a call allocates beside its inputs and outputs.</summary>
internal static class WorkingMemory
{
    /// <summary>Megabytes that a thread is to stay within.</summary>
    public const double Bound = 2;

    private const int Width = 256;

    /// <summary>The most bytes that a thread that never called a kernel allocates for its first
    /// call: of many keys, of one query, and of many queries; forward and backward.</summary>
    /// <param name="many">How many are many.</param>
    public static long Most(int many) => (
        from kind in (Kind[])[Kind.Forward, Kind.Backward]
        from size in ((int N, int M)[])[(64, many), (1, many), (many, 64)]
        select Of(kind, size.N, size.M)).Max();

    /// <summary>The bytes of one first call on one head.</summary>
    public static long Of(Kind kind, int queries, int keys)
    {
        var bytes = 0L;
        var thread = new Thread(() => bytes = Call(kind, new(1, 1, queries, Width), new(1, 1, keys, Width)));
        thread.Start();
        thread.Join();
        return bytes;
    }

    private static long Call(Kind kind, Shape rows, Shape columns)
    {
        var (q, k, output, sums, dq, dk, dv) = (new float[rows.Length], new float[columns.Length], new float[rows.Length],
            new float[rows.Tokens],
            new float[rows.Length], new float[columns.Length], new float[columns.Length]);
        var options = new AttentionOptions { Threads = 1 };
        var before = GC.GetAllocatedBytesForCurrentThread();
        Attention.Forward(new View(q, rows), new View(k, columns), new View(k, columns), output, default(Everything), sums, options);
        if (kind == Kind.Backward)
            Attention.Backward(new View(q, rows), new View(k, columns), new View(k, columns), output, sums, output, dq, dk, dv,
                default(Everything), options);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
