namespace Heed.Kernels;

/// <summary>A call's work in pieces that can be computed in any order, each alone.</summary>
internal unsafe interface IWork
{
    /// <summary>How many pieces.</summary>
    int Count { get; }
    /// <summary>How many floats a piece works in.</summary>
    long Floats { get; }
    /// <summary>About how many multiplications all pieces take.</summary>
    long Cost { get; }
    /// <summary>Computes one piece.</summary>
    /// <param name="index">Which.</param>
    /// <param name="memory">Floats of its own, at a multiple of 64 bytes.</param>
    void Run(int index, float* memory);
}

/// <summary>Shares a call's pieces among threads. Each piece is computed alone, so the threads do not change the result.</summary>
internal static unsafe class Work
{
    // multiplications below which waking a thread costs more than it gives
    private const long Small = 1 << 18;
    private const int Line = 16;                                                    // so that each begins at a cache line

    private static int Most => Array.MaxLength - Line;

    [ThreadStatic]
    private static float[]? memory;

    /// <summary>How many threads a call may use.</summary>
    public static int Threads(AttentionOptions options) => options.Threads == 0 ? Environment.ProcessorCount : options.Threads;

    /// <summary>Runs all pieces; they are begun in their order.</summary>
    /// <param name="work">The pieces.</param>
    /// <param name="options">How many threads, and what stops them.</param>
    /// <param name="failure">Told of the first exception, for pieces that wait for one another; null for none of theirs.</param>
    public static void Share<TWork>(TWork work, AttentionOptions options, Failure? failure = null) where TWork : struct, IWork
    {
        options.Cancellation.ThrowIfCancellationRequested();
        var (count, threads) = (work.Count, Threads(options));
        if (count > 0 && work.Floats > Most)
            throw new ArgumentException($"A piece of this call works in {work.Floats} floats, more than an array can hold: give a part "
                + "that asks for less scratch.", "part");
        if (threads == 1 || count <= 1 || work.Cost < Small)
        {
            for (var i = 0; i < count; i++) One(work, i, options.Cancellation);
            return;
        }
        var next = -1;
        failure ??= new();
        WorkerPool.Run(Math.Min(threads, count), Loop);
        failure.Throw();

        void Loop()
        {
            try
            {
                for (int i; !failure.Any && (i = Interlocked.Increment(ref next)) < count;) One(work, i, options.Cancellation);
            }
            catch (Exception exception)
            {
                failure.Set(exception);
            }
        }
    }

    private static void One<TWork>(in TWork work, int index, CancellationToken cancellation) where TWork : struct, IWork
    {
        cancellation.ThrowIfCancellationRequested();
        if (memory is null || memory.Length < work.Floats + Line)
            memory = GC.AllocateUninitializedArray<float>((int)work.Floats + Line, pinned: true);
        fixed (float* start = memory) work.Run(index, (float*)(((nuint)start + 63) & ~(nuint)63));
    }
}
