using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Tiles of queries of one head against all the keys that they see; the lanes are
/// queries, so the softmax needs no shuffle.</summary>
/// <remarks>
/// Milakov and Gimelshein 2018, arXiv:1805.02867, algorithm 3; blocked as in Dao et al. 2022, arXiv:2205.14135. Some tiles go through the
/// keys together, a block at a time, so that a block is read from far away once. Blocks start at multiples of their length, so what a tile
/// computes does not depend on its company. What each phase of a block costs is counted in
/// docs/decisions/0006-where-the-kernels-time-goes.md.
/// </remarks>
internal static unsafe class Tile<S, V, R, TPart, TNormaliser> where S : struct, ISimd<V> where V : struct where R : struct, IRow<R, S, V>
    where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
{
    private const float Lowest = -float.MaxValue;                                   // a finite floor: -∞ - (-∞) never occurs

    /// <summary>How many queries.</summary>
    public static int Lanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => R.Registers * S.Count;
    }

    /// <summary>How many floats so many tiles work in.</summary>
    public static long Floats(in Call call, int tiles)
        => (long)Own(call) * tiles + Lanes * Call.Block + Factors(call) + Rotated(call) + Math.Max(0, TPart.Scratch(Lanes, Call.Block));

    // Room for the factors of a transposition, up to where a part's own room may begin.
    private static int Factors(in Call call) => (Math.Max(Math.Max(call.Width, call.ValueWidth), Lanes) + 15) & ~15;

    private static int Rotated(in Call call) => call.Rotation is null ? 0 : Call.Block * call.Width;

    // A tile's own floats: its queries, its sums, and the maximum and the mass of each query.
    private static int Own(in Call call) => Lanes * (call.Width + call.ValueWidth + 2);

    [MethodImpl(Hot.Path)]
    public static void Run(in Call call, in TPart shared, TNormaliser normaliser, int b, int h, int q0, int tiles, float* work)
    {
        var part = shared.For(b, h);
        var end = Math.Min(q0 + tiles * Lanes, call.Queries);
        float* s = work + Own(call) * tiles, by = s + Lanes * Call.Block;
        var rotated = by + Factors(call);
        new Span<float>(by, call.Width).Fill(call.Scale);
        for (var (t, q) = (0, q0); q < end; t++, q += Lanes)
        {
            var rows = Math.Min(Lanes, end - q);
            var (queries, step) = call.Rotated<S, V>(call.Query(b, h), call.QStep.Token, q, rows, call.Rotation?.QueryOffset ?? 0, rotated);
            Begin(call, (float*)queries, step, rows, work + t * Own(call), by);
        }

        var (first, last) = call.Visible(part, q0, end);
        for (var k0 = first / Call.Block * Call.Block; k0 < last; k0 += Call.Block)
        {
            var (keys, step) = call.Rotated<S, V>(call.Key(b, h), call.KStep.Token, k0, Math.Min(Call.Block, call.Keys - k0),
                call.Rotation?.KeyOffset ?? 0, rotated);
            for (var (t, q) = (0, q0); q < end; t++, q += Lanes)
                Block(call, part, normaliser, b, h, q, Math.Min(q + Lanes, end), k0, new Grid((float*)keys, step), work + t * Own(call), s);
        }

        for (var (t, q) = (0, q0); q < end; t++, q += Lanes) End(call, part, b, h, q, Math.Min(Lanes, end - q), work + t * Own(call));
    }

    /// <summary>Floats that <see cref="More"/> works in.</summary>
    public static long MoreFloats(in Call call) => Floats(call, 1) + (long)Lanes * Math.Max(call.Width, call.ValueWidth);

    /// <summary>Queries that were gathered read more keys: what they have read is taken up, and put down again.</summary>
    /// <param name="call">The call.</param>
    /// <param name="part">What these queries, counted from 0, see of the keys.</param>
    /// <param name="normaliser">How scores become weights.</param>
    /// <param name="b">The sequence.</param>
    /// <param name="h">The head.</param>
    /// <param name="rows">The queries.</param>
    /// <param name="n">How many, at most <see cref="Lanes"/>.</param>
    /// <param name="running">What they have read.</param>
    /// <param name="work">Memory for <see cref="MoreFloats"/>.</param>
    [MethodImpl(Hot.Path)]
    public static void More(in Call call, in TPart part, TNormaliser normaliser, int b, int h, int* rows, int n, in Running running,
        float* work)
    {
        float* own = work, s = work + Own(call), by = s + Lanes * Call.Block, gathered = work + Floats(call, 1);
        float* sums = own + call.Width * Lanes, max = sums + call.ValueWidth * Lanes;
        for (var r = 0; r < n; r++) Copy(call.Query(b, h) + rows[r] * call.QStep.Token, gathered + r * call.Width, call.Width);
        new Span<float>(by, call.Width).Fill(call.Scale);
        Begin(call, gathered, call.Width, n, own, by);
        for (var r = 0; r < n; r++)
        {
            nint at = rows[r] - running.From;
            Copy(running.Sums + at * call.ValueWidth, gathered + r * call.ValueWidth, call.ValueWidth);
            (max[r], max[Lanes + r]) = (running.Max[at], running.Mass[at]);
        }
        new Span<float>(by, Math.Max(call.ValueWidth, Lanes)).Fill(1);
        Transpose.Run<S, V>(gathered, call.ValueWidth, n, call.ValueWidth, by, sums, Lanes);

        var (first, last) = call.Visible(part, 0, n);
        for (var k0 = first / Call.Block * Call.Block; k0 < last; k0 += Call.Block)
            Block(call, part, normaliser, b, h, 0, n, k0, new Grid(call.Key(b, h) + k0 * call.KStep.Token, (nint)call.KStep.Token), own, s);

        Transpose.Run<S, V>(sums, Lanes, call.ValueWidth, n, by, gathered, call.ValueWidth);
        for (var r = 0; r < n; r++)
        {
            nint at = rows[r] - running.From;
            Copy(gathered + r * call.ValueWidth, running.Sums + at * call.ValueWidth, call.ValueWidth);
            (running.Max[at], running.Mass[at]) = (max[r], max[Lanes + r]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* from, float* to, int width)
    {
        var c = 0;
        for (; c + S.Count <= width; c += S.Count) S.Store(S.Load(from + c), to + c);
        for (; c < width; c++) to[c] = from[c];
    }

    [MethodImpl(Hot.Path)]
    private static void Begin(in Call call, float* q, nint step, int rows, float* own, float* by)
    {
        if (rows < Lanes) new Span<float>(own, call.Width * Lanes).Clear();
        Transpose.Run<S, V>(q, step, rows, call.Width, by, own, Lanes);
        var sums = own + call.Width * Lanes;
        new Span<float>(sums, call.ValueWidth * Lanes).Clear();
        var max = sums + call.ValueWidth * Lanes;
        R.Store(R.Fill(S.Create(Lowest)), max);
        R.Store(R.Fill(S.Create(0f)), max + Lanes);
    }

    [MethodImpl(Hot.Path)]
    private static void Block(in Call call, in TPart part, TNormaliser normaliser, int b, int h, int q0, int q1, int k0, Grid block,
        float* own, float* s)
    {
        var (first, last) = call.Visible(part, q0, q1);
        var from = Math.Max(k0, first & ~7);                                        // keys in eights, as the product takes them
        var n = Math.Min(Math.Min(k0 + Call.Block, call.Keys), (last + 7) & ~7) - from;
        if (n <= 0) return;
        var kind = part.Classify(q0, q1, from, from + n);
        if (kind == BlockKind.Empty) return;
        var sums = own + call.Width * Lanes;
        var max = sums + call.ValueWidth * Lanes;
        var (queries, scores, o) = (new Grid(own, Lanes), new Grid(s, Lanes), new Grid(sums, Lanes));
        var keys = block.From(from - k0);
        var values = new Grid(call.Value(b, h) + from * call.VStep.Token, 1, (nint)call.VStep.Token);
        R old = R.Load(max), top = old, keep = default;

        // 1 Scores, K · Qᵀ: a row is a key, a lane a query. Where no part changes them, their maximum is taken in registers.
        if (kind == BlockKind.Unchanged && TNormaliser.Sums)
            top = Product.Run<S, V, R, Largest<S, V, R>>(keys, n, queries, call.Width, scores, top, default);
        else
        {
            Product.Run<S, V, R, NewSums<S, V, R>>(keys, n, queries, call.Width, scores, top, default);

            // 2 Parts, in a pass of their own over the block, which is in L1.
            var room = s + Lanes * Call.Block + Factors(call) + Rotated(call);
            var near = TPart.Near(part, q0, q1, from, from + n, ref room);
            if (kind == BlockKind.Partial) top = Scores<S, V, R, TPart>.Change<Yes>(s, n, top, near, q0, from);
            else if (kind == BlockKind.Full) top = Scores<S, V, R, TPart>.Change<No>(s, n, top, near, q0, from);
        }

        // 3 Online softmax: weights relative to the new maximum, and what older sums are rescaled by.
        if (TNormaliser.Sums)
        {
            keep = Weights<S, V, R>.Exponentials(s, n, old, top, max + Lanes);
            R.Store(top, max);
        }
        else keep = Weights<S, V, R>.OneByOne(s, n, normaliser);

        // 4 Sums, Vᵀ · Pᵀ: a row is a feature, a lane a query.
        if (kind == BlockKind.Partial && !Sparse.Finite<S, V>(values, n, call.ValueWidth))
            Sparse.Run<S, V, R>(values, s, n, sums, call.ValueWidth, keep);
        else Product.Run<S, V, R, RescaledSums<S, V, R>>(values, call.ValueWidth, scores, n, o, keep, new(keep));
    }

    [MethodImpl(Hot.Path)]
    private static void End(in Call call, in TPart part, int b, int h, int q0, int rows, float* own)
    {
        var sums = own + call.Width * Lanes;
        var max = sums + call.ValueWidth * Lanes;
        if (!TNormaliser.Sums) new Span<float>(max + Lanes, rows).Fill(1);
        else call.Divide(b, h, q0, rows, max, max + Lanes, part.Sink);
        Transpose.Run<S, V>(sums, Lanes, call.ValueWidth, rows, max + Lanes, call.O.At(b, h, q0), call.O.Token);
    }
}
