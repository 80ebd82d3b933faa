using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Tiles of queries of one head against all the keys that they see; the lanes are queries, so the softmax needs no shuffle.</summary>
/// <remarks>
/// Milakov and Gimelshein 2018, arXiv:1805.02867, algorithm 3; blocked as in Dao et al. 2022, arXiv:2205.14135. Some tiles go through the
/// keys together, a block at a time, so that a block is read from far away once. Blocks start at multiples of their length, so what a tile
/// computes does not depend on its company.
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
    public static int Floats(in Job job, int tiles) => Own(job) * tiles + Lanes * Job.Block + Factors(job) + TPart.Room(Lanes, Job.Block) + (job.Rotation is null ? 0 : Job.Block * job.Width);

    // Room for the factors of a transposition, up to where a part's own room may begin.
    private static int Factors(in Job job) => (Math.Max(job.Width, Lanes) + 15) & ~15;

    // A tile's own floats: its queries, its sums, and the maximum and the mass of each query.
    private static int Own(in Job job) => Lanes * (job.Width + job.ValueWidth + 2);

    [MethodImpl(Hot.Path)]
    public static void Run(in Job job, in TPart shared, TNormaliser normaliser, int b, int h, int q0, int tiles, float* work)
    {
        var part = shared.For(b, h);
        var end = Math.Min(q0 + tiles * Lanes, job.Queries);
        float* s = work + Own(job) * tiles, by = s + Lanes * Job.Block;
        var turned = by + Factors(job) + TPart.Room(Lanes, Job.Block);
        new Span<float>(by, job.Width).Fill(job.Scale);
        for (var (t, q) = (0, q0); q < end; t++, q += Lanes)
        {
            var rows = Math.Min(Lanes, end - q);
            var (queries, step) = job.Turned<S, V>(job.Query(b, h), job.QStep.Token, q, rows, job.Rotation?.QueryOffset ?? 0, turned);
            Begin(job, (float*)queries, step, rows, work + t * Own(job), by);
        }

        var (first, last) = part.Visible(q0, end, job.Keys);
        var (from, to) = (Math.Max(first, 0) / Job.Block * Job.Block, Math.Min(last, job.Keys));       // a part of the caller's own must not lead outside
        for (var k0 = from; k0 < to; k0 += Job.Block)
        {
            var (keys, step) = job.Turned<S, V>(job.Key(b, h), job.KStep.Token, k0, Math.Min(Job.Block, job.Keys - k0), job.Rotation?.KeyOffset ?? 0, turned);
            for (var (t, q) = (0, q0); q < end; t++, q += Lanes)
                Block(job, part, normaliser, b, h, q, Math.Min(q + Lanes, end), k0, new Grid((float*)keys, step), work + t * Own(job), s);
        }

        for (var (t, q) = (0, q0); q < end; t++, q += Lanes) End(job, part, b, h, q, Math.Min(Lanes, end - q), work + t * Own(job));
    }

    [MethodImpl(Hot.Path)]
    private static void Begin(in Job job, float* q, nint step, int rows, float* own, float* by)
    {
        if (rows < Lanes) new Span<float>(own, job.Width * Lanes).Clear();
        Transpose.Run<S, V>(q, step, rows, job.Width, by, own, Lanes);
        var sums = own + job.Width * Lanes;
        new Span<float>(sums, job.ValueWidth * Lanes).Clear();
        var max = sums + job.ValueWidth * Lanes;
        R.Store(R.Fill(S.Create(Lowest)), max);
        R.Store(R.Fill(S.Create(0f)), max + Lanes);
    }

    [MethodImpl(Hot.Path)]
    private static void Block(in Job job, in TPart part, TNormaliser normaliser, int b, int h, int q0, int q1, int k0, Grid block, float* own, float* s)
    {
        var (first, last) = part.Visible(q0, q1, job.Keys);
        var from = Math.Max(k0, first & ~7);                                        // keys in eights, as the product takes them
        var n = Math.Min(Math.Min(k0 + Job.Block, job.Keys), (last + 7) & ~7) - from;
        if (n <= 0) return;
        var sight = part.Look(q0, q1, from, from + n);
        if (sight == Sight.Hidden) return;
        var sums = own + job.Width * Lanes;
        var max = sums + job.ValueWidth * Lanes;
        var (queries, scores, o) = (new Grid(own, Lanes), new Grid(s, Lanes), new Grid(sums, Lanes));
        var keys = block.From(from - k0);
        var values = new Grid(job.Value(b, h) + from * job.VStep.Token, 1, (nint)job.VStep.Token);
        R old = R.Load(max), top = old, keep = default;
        if (sight == Sight.Plain && TNormaliser.Sums) top = Product.Run<S, V, R, Largest<S, V, R>>(keys, n, queries, job.Width, scores, top, default);
        else
        {
            Product.Run<S, V, R, NewSums<S, V, R>>(keys, n, queries, job.Width, scores, top, default);
            var near = TPart.Near(part, q0, q1, from, from + n, s + Lanes * Job.Block + Factors(job));
            if (sight == Sight.Mixed) top = Scores<S, V, R, TPart>.Change<Yes>(s, n, top, near, q0, from);
            else if (sight == Sight.Open) top = Scores<S, V, R, TPart>.Change<No>(s, n, top, near, q0, from);
        }
        if (TNormaliser.Sums)
        {
            keep = Weights<S, V, R>.Exponentials(s, n, old, top, max + Lanes);
            R.Store(top, max);
        }
        else keep = Weights<S, V, R>.OneByOne(s, n, normaliser);
        if (sight == Sight.Mixed && !Sparse.Finite<S, V>(values, n, job.ValueWidth)) Sparse.Run<S, V, R>(values, s, n, sums, job.ValueWidth, keep);
        else Product.Run<S, V, R, FadedSums<S, V, R>>(values, job.ValueWidth, scores, n, o, keep, new(keep));
    }

    [MethodImpl(Hot.Path)]
    private static void End(in Job job, in TPart part, int b, int h, int q0, int rows, float* own)
    {
        var sums = own + job.Width * Lanes;
        var max = sums + job.ValueWidth * Lanes;
        if (!TNormaliser.Sums) new Span<float>(max + Lanes, rows).Fill(1);
        else job.Divide(b, h, q0, rows, max, max + Lanes, part.Sink);
        Transpose.Run<S, V>(sums, Lanes, job.ValueWidth, rows, max + Lanes, job.O.At(b, h, q0), job.O.Token);
    }
}
