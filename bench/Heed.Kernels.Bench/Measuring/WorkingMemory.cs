namespace Heed.Kernels.Bench;

/// <summary>What a call allocates beside its inputs and outputs.</summary>
internal static class WorkingMemory
{
    /// <summary>Megabytes that a thread is to stay within.</summary>
    public const double Bound = 2;

    /// <summary>Bytes that a thread that never called a kernel allocates for its first call.</summary>
    /// <param name="queries">N.</param>
    /// <param name="keys">M.</param>
    public static long Of(int queries, int keys)
    {
        var bytes = 0L;
        var thread = new Thread(() =>
        {
            var (q, k, output) = (new float[queries * 256], new float[keys * 256], new float[queries * 256]);
            var options = new AttentionOptions { Threads = 1 };
            var before = GC.GetAllocatedBytesForCurrentThread();
            Attention.Forward(new View(q, new(1, 1, queries, 256)), new View(k, new(1, 1, keys, 256)), new View(k, new(1, 1, keys, 256)), output, default(Everything), default, options);
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        thread.Start();
        thread.Join();
        return bytes;
    }
}
