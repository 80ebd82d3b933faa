namespace Heed.Kernels;

/// <summary>Shares a call with few queries among threads: an item is a group's rows against a piece of its keys.</summary>
internal static unsafe class DecodeShare<S, V, TPart> where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart>
{
    private const int Rows = 256;                                                   // of an item: beyond these, reading keys twice costs less than their room
    private const long Small = 1 << 17;                                             // multiplications below which waking a thread costs more than it gives

    public static void Run(DecodeJob job, TPart part, AttentionOptions options)
    {
        options.Cancellation.ThrowIfCancellationRequested();
        if (job.Batch == 0 || job.Queries == 0) return;
        var share = job.Heads / job.Groups;
        var most = Math.Clamp(Rows / share, 1, Attention.DecodeQueries);
        var (turns, keys, sum) = ((job.Queries + most - 1) / most, 0, 0L);
        for (var b = 0; b < job.Batch; b++)
        {
            var held = job.Pasts[b].End - job.Pasts[b].First;
            (keys, sum) = (Math.Max(keys, held), sum + held);
        }
        var others = (long)job.Batch * job.Groups * turns;
        var rows = share * Math.Min(most, job.Queries);
        var (result, work) = (Decode<S, V, TPart>.Result(job, rows), Decode<S, V, TPart>.Work(job, rows));
        var pieces = DecodeItem.Pieces(others, keys, result);
        var results = pieces == 1 ? null : GC.AllocateUninitializedArray<float>((int)others * pieces * result, pinned: true);

        DecodeItem Item(long index, int piece)
        {
            var (turn, b, g) = ((int)(index % turns), (int)(index / turns / job.Groups), (int)(index / turns % job.Groups));
            return new(b, g, share, turn * most, Math.Min(most, job.Queries - turn * most), piece, pieces);
        }

        void One(long index)
        {
            var at = Item(index / pieces, (int)(index % pieces));
            var room = Workspace.Lend(work + (pieces == 1 ? result : 0));
            if (results is null)
            {
                Decode<S, V, TPart>.Run(job, part, at, room + work, room);
                DecodeFinish<S, V, TPart>.Run(job, part, at, room + work, 1);
            }
            else fixed (float* to = results) Decode<S, V, TPart>.Run(job, part, at, to + index * result, room);
        }

        var threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;
        var count = others * pieces;
        if (threads == 1 || count == 1 || sum * job.Heads * job.Queries * (job.Width + job.ValueWidth) < Small)
            for (var i = 0L; i < count; i++)
            {
                options.Cancellation.ThrowIfCancellationRequested();
                One(i);
            }
        else
        {
            var next = -1L;
            Parallel.For(0, (int)Math.Min(threads, count), new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = options.Cancellation }, _ =>
            {
                for (long i; (i = Interlocked.Increment(ref next)) < count;)
                {
                    options.Cancellation.ThrowIfCancellationRequested();
                    One(i);
                }
            });
        }
        if (results is not null)
            fixed (float* from = results)
                for (var i = 0L; i < others; i++)
                    DecodeFinish<S, V, TPart>.Run(job, part, Item(i, 0), from + i * pieces * result, pieces);
    }
}
