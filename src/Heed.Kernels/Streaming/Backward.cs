namespace Heed.Kernels;

/// <summary>The pieces of a backward call: some panels of keys of one group of heads each.</summary>
/// <remarks>
/// The gradient of a query is a sum over all panels. So that it has one order whatever the number of threads, a piece adds to it only after
/// the piece before has: pieces are begun in their order, so the first of those that run never waits.
/// </remarks>
internal readonly unsafe struct Backward<S, V, TPart, TNormaliser>(Call call, Upstream up, TPart part, TNormaliser normaliser,
    int[] tickets, Failure failure, AttentionOptions options) : IWork
    where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
{
    private const int Together = 4;                                                 // panels for which a query is read once

    private int Lanes => 3 * S.Count;
    private int Span => Together * Lanes;
    private int Spans => (call.Keys + Span - 1) / Span;
    private int Blocks => (call.Queries + Upstream.Rows - 1) / Upstream.Rows;

    /// <summary>How many counters <c>tickets</c> has: one for each block of queries of each head.</summary>
    public static long Tickets(in Call call) => (long)call.Batch * call.Heads * ((call.Queries + Upstream.Rows - 1) / Upstream.Rows);

    public int Count => part.Learns switch { Learning.None => call.Batch * call.Groups * Spans, Learning.ByHead => call.Groups, _ => 1 };
    public long Floats
        => Together * Panel<S, V, Row3<S, V>, TPart, TNormaliser>.Own(call) + Panel<S, V, Row3<S, V>, TPart, TNormaliser>.Shared(call);
    public long Cost => (long)call.Batch * call.Heads * call.Queries * call.Keys * (call.Width + call.ValueWidth);

    public void Run(int index, float* memory)
    {
        if (part.Learns == Learning.None)
        {
            // As many groups at a time as there are threads: each thread stays with one, whose queries stay near by.
            int groups = call.Batch * call.Groups, side = Math.Min(Work.Threads(options), groups), first = index / (side * Spans) * side;
            var (span, beside) = Math.DivRem(index - first * Spans, Math.Min(side, groups - first));
            var (b, g) = Math.DivRem(first + beside, call.Groups);
            Spread(b, g, span, memory);
        }
        else
            for (var b = 0; b < call.Batch; b++)
                for (var g = index; g < call.Groups; g += Count)
                    for (var span = 0; span < Spans; span++) Spread(b, g, span, memory);
    }

    private void Spread(int b, int g, int span, float* memory)
    {
        var (k0, end) = (span * Span, Math.Min((span + 1) * Span, call.Keys));
        var (share, size) = (call.Heads / call.Groups, Panel<S, V, Row3<S, V>, TPart, TNormaliser>.Own(call));
        var shared = memory + Together * size;
        var by = shared + Upstream.Rows * (3 * Lanes + Panel<S, V, Row3<S, V>, TPart, TNormaliser>.Across(call));
        var rotated = by + Panel<S, V, Row3<S, V>, TPart, TNormaliser>.Factors(call);
        for (var (k, at) = (k0, 0); k < end; k += Lanes, at += size)
            Begin(b, g * share, k, Math.Min(Lanes, end - k), memory + at, by, rotated);
        for (var h = g * share; h < (g + 1) * share; h++)
        {
            var own = part.For(b, h);
            for (var i = 0; i < Blocks; i++)
            {
                options.Cancellation.ThrowIfCancellationRequested();
                var (q0, waited) = (i * Upstream.Rows, false);
                var (rows, ticket) = (Math.Min(Upstream.Rows, call.Queries - q0), ((b * call.Heads + h) * Blocks) + i);
                var q = Panel<S, V, Row3<S, V>, TPart, TNormaliser>.At(call, b, h, q0, rows, rotated);
                for (var (k, at) = (k0, 0); k < end; k += Lanes, at += size)
                {
                    var n = Math.Min(Lanes, end - k);
                    var kind = Pass(own, q, b, h, q0, rows, k, n, memory + at, shared);
                    if (kind == BlockKind.Empty) continue;
                    if (!waited) Wait(ticket, span);
                    waited = true;
                    Queries(b, h, q0, rows, n, kind, memory + at, shared);
                }
                if (!waited) Wait(ticket, span);
                if (span == Spans - 1 && call.Rotation is { } rotation) RotateBack(rotation, up.DQ.At(b, h, q0), rows, q0);
                Volatile.Write(ref tickets[ticket], span + 1);
            }
        }
        for (var (k, at) = (k0, 0); k < end; k += Lanes, at += size) End(b, g, k, Math.Min(Lanes, end - k), memory + at, by);
    }

    // The last panel is as wide as its keys need.
    private void Begin(int b, int h, int k, int n, float* own, float* by, float* rotated)
    {
        if (n > 2 * S.Count) Panel<S, V, Row3<S, V>, TPart, TNormaliser>.Begin(call, b, h, k, n, own, by, rotated);
        else if (n > S.Count) Panel<S, V, Row2<S, V>, TPart, TNormaliser>.Begin(call, b, h, k, n, own, by, rotated);
        else Panel<S, V, Row1<S, V>, TPart, TNormaliser>.Begin(call, b, h, k, n, own, by, rotated);
    }

    private BlockKind Pass(in TPart own, Grid q, int b, int h, int q0, int rows, int k, int n, float* panel, float* shared)
        => n > 2 * S.Count ? Panel<S, V, Row3<S, V>, TPart, TNormaliser>.Pass(call, up, own, normaliser, q, b, h, q0, rows, k, n, panel,
            shared)
        : n > S.Count ? Panel<S, V, Row2<S, V>, TPart, TNormaliser>.Pass(call, up, own, normaliser, q, b, h, q0, rows, k, n, panel, shared)
        : Panel<S, V, Row1<S, V>, TPart, TNormaliser>.Pass(call, up, own, normaliser, q, b, h, q0, rows, k, n, panel, shared);

    private void Queries(int b, int h, int q0, int rows, int n, BlockKind kind, float* own, float* shared)
    {
        if (n > 2 * S.Count) Panel<S, V, Row3<S, V>, TPart, TNormaliser>.Queries(call, up, b, h, q0, rows, n, kind, own, shared);
        else if (n > S.Count) Panel<S, V, Row2<S, V>, TPart, TNormaliser>.Queries(call, up, b, h, q0, rows, n, kind, own, shared);
        else Panel<S, V, Row1<S, V>, TPart, TNormaliser>.Queries(call, up, b, h, q0, rows, n, kind, own, shared);
    }

    private void End(int b, int g, int k, int n, float* own, float* by)
    {
        if (n > 2 * S.Count) Panel<S, V, Row3<S, V>, TPart, TNormaliser>.End(call, up, b, g, k, n, own, by);
        else if (n > S.Count) Panel<S, V, Row2<S, V>, TPart, TNormaliser>.End(call, up, b, g, k, n, own, by);
        else Panel<S, V, Row1<S, V>, TPart, TNormaliser>.End(call, up, b, g, k, n, own, by);
    }

    private void RotateBack(Rotation rotation, float* dq, int rows, int q0)
        => RowRotation<S, V>.Rows(rotation, dq, up.DQ.Token, rows, call.Width, rotation.QueryOffset + q0, dq, up.DQ.Token,
            Direction.Backwards);

    private void Wait(int ticket, int span)
    {
        var spin = new SpinWait();
        while (Volatile.Read(ref tickets[ticket]) != span)
        {
            if (failure.Any) throw new OperationCanceledException();
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }
}
