using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The pieces of a forward call over chosen blocks: some neighbouring queries of a head each, which go through the blocks that any
/// of them reads, in order.</summary>
internal readonly unsafe struct ForwardChosen<S, V>(Call call, BlockChoice choice) : IWork where S : struct, ISimd<V> where V : struct
{
    // floats of what they have read, which stay in L2
    private const int Room = 1 << 17;

    private int Span => Math.Clamp(Room / (call.ValueWidth + 2), 3 * S.Count, 2048);
    private int Spans => (call.Queries + Span - 1) / Span;
    private int Longest => Math.Min(Span, call.Queries);

    public int Count => call.Batch * call.Heads * Spans;
    public long Floats => Aligned(Running.Floats(Longest, call.ValueWidth)) + 3 * S.Count + Tile<Row3<S, V>>.MoreFloats(call);
    public long Cost => choice.PairsOfHead * call.Batch * call.Heads * (call.Width + call.ValueWidth);

    [MethodImpl(Hot.Path)]
    public void Run(int index, float* memory)
    {
        var (head, piece) = Math.DivRem(index, Spans);
        var (b, h) = Math.DivRem(head, call.Heads);
        var from = (Spans - 1 - piece) * Span;                                      // under a causal mask the last read most: first
        var running = new Running(from, Math.Min(Span, call.Queries - from), call.ValueWidth, memory);
        var last = memory + Aligned(Running.Floats(Longest, call.ValueWidth));
        running.Clear(-float.MaxValue);
        for (var j = 0; j < choice.Count; j++)
        {
            var rows = choice.Rows(b, h, j, from, from + running.Count);
            fixed (int* all = rows)
                for (var r = 0; r < rows.Length;)
                {
                    var n = Math.Min(3 * S.Count, rows.Length - r);
                    for (var i = 0; i < 3 * S.Count; i++) last[i] = choice.Last(all[r + Math.Min(i, n - 1)], choice.End(j));
                    var part = new ChosenKeys(last, choice.Start(j));
                    if (n > 2 * S.Count) More<Row3<S, V>>(part, b, h, all + r, n, running, last + 3 * S.Count);
                    else if (n > S.Count) More<Row2<S, V>>(part, b, h, all + r, n, running, last + 3 * S.Count);
                    else More<Row1<S, V>>(part, b, h, all + r, n, running, last + 3 * S.Count);
                    r += n;
                }
        }
        call.Divide(b, h, from, running.Count, running.Max, running.Mass, float.NegativeInfinity);
        for (var i = 0; i < running.Count; i++)
            Write(running.Sums + (nint)i * call.ValueWidth, running.Mass[i], call.O.At(b, h, from + i), call.ValueWidth);
    }

    private void More<R>(in ChosenKeys part, int b, int h, int* rows, int n, in Running running, float* work)
        where R : struct, IRow<R, S, V>
        => Heed.Kernels.Tile<S, V, R, ChosenKeys, Softmax>.More(call, part, default, b, h, rows, n, running, work);

    [MethodImpl(Hot.Path)]
    private static void Write(float* sums, float by, float* to, int width)
    {
        var c = 0;
        for (; c + S.Count <= width; c += S.Count) S.Store(S.Mul(S.Load(sums + c), S.Create(by)), to + c);
        for (; c < width; c++) to[c] = sums[c] * by;
    }

    private static long Aligned(long floats) => (floats + 15) & ~15L;

    private static class Tile<R> where R : struct, IRow<R, S, V>
    {
        public static long MoreFloats(in Call call) => Heed.Kernels.Tile<S, V, R, ChosenKeys, Softmax>.MoreFloats(call);
    }
}
