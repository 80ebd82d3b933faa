using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The pieces of a backward call over chosen blocks: a group of heads each. Its blocks come one after another, and the queries
/// that read one are gathered.</summary>
internal readonly unsafe struct BackwardChosen<S, V>(Call call, Upstream up, BlockChoice choice, AttentionOptions options) : IWork
    where S : struct, ISimd<V> where V : struct
{
    private const int Together = 4;                                                 // panels for which a query is read once

    private int Lanes => 3 * S.Count;

    public int Count => call.Batch * call.Groups;
    public long Floats
        => (Together * Panel<Row3<S, V>>.Own(call)) + Panel<Row3<S, V>>.Shared(call)
            + (Upstream.Rows * (2L * call.Width + call.ValueWidth + 4));
    public long Cost => choice.PairsOfHead * call.Batch * call.Heads * (call.Width + call.ValueWidth);

    public void Run(int index, float* memory)
    {
        var (b, g) = Math.DivRem(index, call.Groups);
        for (var j = 0; j < choice.Count; j++)
            for (int k0 = choice.Start(j), end = choice.End(j); k0 < end; k0 += Together * Lanes)
            {
                options.Cancellation.ThrowIfCancellationRequested();
                Spread(b, g, j, k0, Math.Min(end, k0 + (Together * Lanes)), memory);
            }
    }

    [MethodImpl(Hot.Path)]
    private void Spread(int b, int g, int block, int k0, int end, float* memory)
    {
        var (share, size) = (call.Heads / call.Groups, Panel<Row3<S, V>>.Own(call));
        float* shared = memory + Together * size, by = shared + Upstream.Rows * (3 * Lanes + Panel<Row3<S, V>>.Across(call));
        float* q = shared + Panel<Row3<S, V>>.Shared(call), dq = q + Upstream.Rows * call.Width, gradient = dq + Upstream.Rows * call.Width;
        float* less = gradient + Upstream.Rows * call.ValueWidth, rest = less + Upstream.Rows, delta = rest + Upstream.Rows,
            last = delta + Upstream.Rows;
        var gathered = new Upstream
        {
            Gradient = new(gradient, 0, 0, call.ValueWidth),
            Less = less,
            Rest = rest,
            Delta = delta,
            DQ = new(dq, 0, 0, call.Width),
            DK = up.DK,
            DV = up.DV,
        };
        for (var (k, at) = (k0, 0); k < end; k += Lanes, at += size)
            Begin(b, g * share, k, Math.Min(Lanes, end - k), memory + at, by);
        for (var h = g * share; h < (g + 1) * share; h++)
        {
            var rows = choice.Rows(b, h, block, 0, call.Queries);
            for (var r = 0; r < rows.Length; r += Upstream.Rows)
            {
                var some = rows.Slice(r, Math.Min(Upstream.Rows, rows.Length - r));
                for (var i = 0; i < some.Length; i++)
                {
                    var (row, at) = (some[i], (nint)call.Row(b, h, some[i]));
                    Copy(call.Query(b, h) + row * call.QStep.Token, q + i * call.Width, call.Width);
                    Copy(up.Gradient.At(b, h, row), gradient + i * call.ValueWidth, call.ValueWidth);
                    (less[i], rest[i], delta[i], last[i]) = (up.Less[at], up.Rest[at], up.Delta[at], choice.Last(row, end));
                }
                new Span<float>(dq, some.Length * call.Width).Clear();
                var part = new ChosenKeys(last, k0);
                var any = false;
                for (var (k, at) = (k0, 0); k < end; k += Lanes, at += size)
                    any |= Pass(gathered, part, new Grid(q, call.Width), some.Length, k, Math.Min(Lanes, end - k), memory + at, shared);
                if (!any) continue;
                for (var i = 0; i < some.Length; i++)
                    Add(dq + i * call.Width, up.DQ.At(b, h, some[i]), call.Width);
            }
        }
        for (var (k, at) = (k0, 0); k < end; k += Lanes, at += size) End(b, g, k, Math.Min(Lanes, end - k), memory + at, by);
    }

    // The last panel is as wide as its keys need.
    private void Begin(int b, int h, int k, int n, float* own, float* by)
    {
        if (n > 2 * S.Count) Panel<Row3<S, V>>.Begin(call, b, h, k, n, own, by);
        else if (n > S.Count) Panel<Row2<S, V>>.Begin(call, b, h, k, n, own, by);
        else Panel<Row1<S, V>>.Begin(call, b, h, k, n, own, by);
    }

    private bool Pass(in Upstream gathered, in ChosenKeys part, Grid q, int rows, int k, int n, float* panel, float* shared)
        => n > 2 * S.Count ? Panel<Row3<S, V>>.Pass(call, gathered, part, q, rows, k, n, panel, shared)
            : n > S.Count ? Panel<Row2<S, V>>.Pass(call, gathered, part, q, rows, k, n, panel, shared)
            : Panel<Row1<S, V>>.Pass(call, gathered, part, q, rows, k, n, panel, shared);

    private void End(int b, int g, int k, int n, float* own, float* by)
    {
        if (n > 2 * S.Count) Panel<Row3<S, V>>.End(call, up, b, g, k, n, own, by);
        else if (n > S.Count) Panel<Row2<S, V>>.End(call, up, b, g, k, n, own, by);
        else Panel<Row1<S, V>>.End(call, up, b, g, k, n, own, by);
    }

    private static void Copy(float* from, float* to, int width) => new ReadOnlySpan<float>(from, width).CopyTo(new(to, width));

    [MethodImpl(Hot.Path)]
    private static void Add(float* from, float* to, int width)
    {
        var c = 0;
        for (; c + S.Count <= width; c += S.Count) S.Store(S.Add(S.Load(to + c), S.Load(from + c)), to + c);
        for (; c < width; c++) to[c] += from[c];
    }

    // The panels of the streaming kernel, for queries that are counted from 0 in what was gathered.
    private static class Panel<R> where R : struct, IRow<R, S, V>
    {
        public static int Own(in Call call) => Panel<S, V, R, ChosenKeys, Softmax>.Own(call);

        public static int Shared(in Call call) => Panel<S, V, R, ChosenKeys, Softmax>.Shared(call);

        public static int Across(in Call call) => Panel<S, V, R, ChosenKeys, Softmax>.Across(call);

        public static void Begin(in Call call, int b, int h, int k, int n, float* own, float* by)
            => Panel<S, V, R, ChosenKeys, Softmax>.Begin(call, b, h, k, n, own, by, null);

        public static bool Pass(in Call call, in Upstream up, in ChosenKeys part, Grid q, int rows, int k, int n, float* own, float* shared)
        {
            var kind = Panel<S, V, R, ChosenKeys, Softmax>.Pass(call, up, part, default, q, 0, 0, 0, rows, k, n, own, shared);
            if (kind == BlockKind.Empty) return false;
            Panel<S, V, R, ChosenKeys, Softmax>.Queries(call, up, 0, 0, 0, rows, n, kind, own, shared);
            return true;
        }

        public static void End(in Call call, in Upstream up, int b, int g, int k, int n, float* own, float* by)
            => Panel<S, V, R, ChosenKeys, Softmax>.End(call, up, b, g, k, n, own, by);
    }
}
