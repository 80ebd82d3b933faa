namespace Heed.Kernels;

/// <summary>Shares a call's tiles among threads. Each tile is computed alone, so the threads do not change the result.</summary>
internal static unsafe class Work<S, V, TPart> where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart>
{
    private const long Small = 1 << 18;                                             // multiplications below which waking a thread costs more than it gives

    [ThreadStatic]
    private static float[]? memory;

    public static void Share(Job job, TPart part, int batch, AttentionOptions options)
    {
        options.Cancellation.ThrowIfCancellationRequested();
        if (batch == 0 || job.Queries == 0) return;
        var wide = 3 * S.Count;
        var tiles = (job.Queries + wide - 1) / wide;
        var heads = job.Heads;
        var count = batch * heads * tiles;
        var floats = Tile<S, V, Row3<S, V>, TPart>.Floats(job);

        void One(int index)
        {
            var (b, h, t) = (index % (batch * heads) / heads, index % heads, tiles - 1 - index / (batch * heads));
            if (memory is null || memory.Length < floats + 16) memory = GC.AllocateUninitializedArray<float>(floats + 16, pinned: true);
            fixed (float* start = memory)
            {
                var aligned = (float*)(((nuint)start + 63) & ~(nuint)63);
                if (job.Queries - t * wide > 2 * S.Count) Tile<S, V, Row3<S, V>, TPart>.Run(job, part, b, h, t * wide, aligned);
                else if (job.Queries - t * wide > S.Count) Tile<S, V, Row2<S, V>, TPart>.Run(job, part, b, h, t * wide, aligned);
                else Tile<S, V, Row1<S, V>, TPart>.Run(job, part, b, h, t * wide, aligned);
            }
        }

        var threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        var cost = (long)batch * job.Heads * job.Queries * job.Keys * (job.Width + job.ValueWidth);
        if (threads == 1 || count == 1 || cost < Small)
            for (var i = 0; i < count; i++)
            {
                options.Cancellation.ThrowIfCancellationRequested();
                One(i);
            }
        else
        {
            var next = -1;
            Parallel.For(0, Math.Min(threads, count), new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = options.Cancellation }, _ =>
            {
                for (int i; (i = Interlocked.Increment(ref next)) < count;)
                {
                    options.Cancellation.ThrowIfCancellationRequested();
                    One(i);
                }
            });
        }
    }
}
