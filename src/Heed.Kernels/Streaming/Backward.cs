namespace Heed.Kernels;

/// <summary>The pieces of a backward call: some panels of keys of one group of heads each.</summary>
/// <remarks>
/// The gradient of a query is a sum over all panels. So that it has one order whatever the number of threads, a piece adds to it only after
/// the piece before has: pieces are begun in their order, so the first of those that run never waits.
/// </remarks>
internal readonly unsafe struct Backward<S, V, TPart, TNormaliser>(Job job, Upstream up, TPart part, TNormaliser normaliser, int[] turns, Failure failure, AttentionOptions options) : IWork
    where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
{
    private const int Together = 4;                                                 // panels for which a query is read once

    private int Lanes => 3 * S.Count;
    private int Span => Together * Lanes;
    private int Spans => (job.Keys + Span - 1) / Span;
    private int Blocks => (job.Queries + Upstream.Rows - 1) / Upstream.Rows;

    /// <summary>How many counters <c>turns</c> has: one for each block of queries of each head.</summary>
    public static long Turns(in Job job) => (long)job.Batch * job.Heads * ((job.Queries + Upstream.Rows - 1) / Upstream.Rows);

    public int Count => part.Learns switch { Learning.None => job.Batch * job.Groups * Spans, Learning.ByHead => job.Groups, _ => 1 };
    public int Floats => Together * Panel<S, V, Row3<S, V>, TPart, TNormaliser>.Own(job) + Panel<S, V, Row3<S, V>, TPart, TNormaliser>.Shared(job);
    public long Cost => (long)job.Batch * job.Heads * job.Queries * job.Keys * (job.Width + job.ValueWidth);

    public void Run(int index, float* memory)
    {
        if (part.Learns == Learning.None)
        {
            // As many groups at a time as there are threads: each thread stays with one, whose queries stay near by.
            int groups = job.Batch * job.Groups, side = Math.Min(Work.Threads(options), groups), first = index / (side * Spans) * side;
            var (span, beside) = Math.DivRem(index - first * Spans, Math.Min(side, groups - first));
            var (b, g) = Math.DivRem(first + beside, job.Groups);
            Spread(b, g, span, memory);
        }
        else
            for (var b = 0; b < job.Batch; b++)
                for (var g = index; g < job.Groups; g += Count)
                    for (var span = 0; span < Spans; span++) Spread(b, g, span, memory);
    }

    private void Spread(int b, int g, int span, float* memory)
    {
        var (k0, left) = (span * Span, Math.Min(Span, job.Keys - span * Span));
        if (left > 2 * S.Count) Spread<Row3<S, V>>(b, g, span, k0, left, memory);
        else if (left > S.Count) Spread<Row2<S, V>>(b, g, span, k0, left, memory);
        else Spread<Row1<S, V>>(b, g, span, k0, left, memory);
    }

    private void Spread<R>(int b, int g, int span, int k0, int left, float* memory) where R : struct, IRow<R, S, V>
    {
        var (lanes, size) = (Panel<S, V, R, TPart, TNormaliser>.Lanes, Panel<S, V, R, TPart, TNormaliser>.Own(job));
        var share = job.Heads / job.Groups;
        var shared = memory + Together * size;
        var by = shared + Upstream.Rows * (3 * lanes + Panel<S, V, R, TPart, TNormaliser>.Across(job));
        var turned = by + Panel<S, V, R, TPart, TNormaliser>.Factors(job);
        for (int k = k0, t = 0; k < k0 + left; k += lanes, t++)
            Panel<S, V, R, TPart, TNormaliser>.Begin(job, b, g * share, k, Math.Min(lanes, k0 + left - k), memory + t * size, by, turned);
        for (var h = g * share; h < (g + 1) * share; h++)
        {
            var own = part.For(b, h);
            for (var i = 0; i < Blocks; i++)
            {
                options.Cancellation.ThrowIfCancellationRequested();
                var (q0, waited) = (i * Upstream.Rows, false);
                var (rows, turn) = (Math.Min(Upstream.Rows, job.Queries - q0), ((b * job.Heads + h) * Blocks) + i);
                var q = Panel<S, V, R, TPart, TNormaliser>.At(job, b, h, q0, rows, turned);
                for (int k = k0, t = 0; k < k0 + left; k += lanes, t++)
                {
                    var n = Math.Min(lanes, k0 + left - k);
                    var sight = Panel<S, V, R, TPart, TNormaliser>.Pass(job, up, own, normaliser, q, b, h, q0, rows, k, n, memory + t * size, shared);
                    if (sight == Sight.Hidden) continue;
                    if (!waited) Wait(turn, span);
                    waited = true;
                    Panel<S, V, R, TPart, TNormaliser>.Queries(job, up, b, h, q0, rows, n, sight, memory + t * size, shared);
                }
                if (!waited) Wait(turn, span);
                if (span == Spans - 1 && job.Rotation is { } rotation) TurnBack(rotation, up.DQ.At(b, h, q0), rows, q0);
                Volatile.Write(ref turns[turn], span + 1);
            }
        }
        for (int k = k0, t = 0; k < k0 + left; k += lanes, t++)
            Panel<S, V, R, TPart, TNormaliser>.End(job, up, b, g, k, Math.Min(lanes, k0 + left - k), memory + t * size, by);
    }

    private void TurnBack(Rotation rotation, float* dq, int rows, int q0)
        => Turning<S, V>.Rows(rotation, dq, up.DQ.Token, rows, job.Width, rotation.QueryOffset + q0, dq, up.DQ.Token, Direction.Backwards);

    private void Wait(int turn, int span)
    {
        var spin = new SpinWait();
        while (Volatile.Read(ref turns[turn]) != span)
        {
            if (failure.Any) throw new OperationCanceledException();
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }
}
