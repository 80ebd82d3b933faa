using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>One tile of queries of one head against all the keys that it sees; the lanes are queries, so the softmax needs no shuffle.</summary>
/// <remarks>Milakov and Gimelshein 2018, arXiv:1805.02867, algorithm 3; blocked as in Dao et al. 2022, arXiv:2205.14135.</remarks>
internal static unsafe class Tile<S, V, R, TPart> where S : struct, ISimd<V> where V : struct where R : struct, IRow<R, S, V> where TPart : struct, IPart<TPart>
{
    private const float Lowest = -1e38f;                                            // a finite floor: -∞ - (-∞) never occurs

    /// <summary>How many queries.</summary>
    public static int Lanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => R.Registers * S.Count;
    }

    /// <summary>How many floats a tile works in.</summary>
    public static int Floats(in Job job) => Lanes * (job.Width + Job.Block + job.ValueWidth + 2) + Up(job.Width) + TPart.Room(Lanes, Job.Block);

    private static int Up(int floats) => (floats + 15) & ~15;

    public static void Run(in Job job, in TPart shared, int b, int h, int q0, float* work)
    {
        var part = shared.For(b, h);
        var (wide, q1) = (Lanes, Math.Min(q0 + Lanes, job.Queries));
        float* qt = work, s = qt + job.Width * wide, o = s + Job.Block * wide, room = o + (job.ValueWidth + 2) * wide;
        var (max, mass) = (R.Fill(S.Create(Lowest)), R.Fill(S.Create(0f)));
        Pack(job, job.Query(b, h) + q0 * job.QStep.Token, q1 - q0, qt, room);
        room += Up(job.Width);
        var (scores, queries, sums) = (new Grid(s, wide), new Grid(qt, wide), new Grid(o, wide));

        var (first, last) = part.Visible(q0, q1, job.Keys);
        var (from, to) = (Math.Max(first, 0), Math.Min(last, job.Keys));                // a part of the caller's own must not lead outside
        var begun = false;
        for (var k0 = from; k0 < to; k0 += Job.Block)
        {
            var n = Math.Min(Job.Block, to - k0);
            var sight = part.Look(q0, q1, k0, k0 + n);
            if (sight == Sight.Hidden) continue;
            var keys = new Grid(job.Key(b, h) + k0 * job.KStep.Token, (nint)job.KStep.Token);
            var values = new Grid(job.Value(b, h) + k0 * job.VStep.Token, 1, (nint)job.VStep.Token);
            R top;
            if (sight == Sight.Plain) top = Product.Run<S, V, R, Largest<S, V, R>>(keys, n, queries, job.Width, scores, max, default);
            else
            {
                Product.Run<S, V, R, NewSums<S, V, R>>(keys, n, queries, job.Width, scores, max, default);
                var near = TPart.Near(part, q0, q1, k0, k0 + n, room);
                top = sight == Sight.Open ? Scores<S, V, R, TPart>.Change<No>(s, n, max, near, q0, k0) : Scores<S, V, R, TPart>.Change<Yes>(s, n, max, near, q0, k0);
            }
            var keep = Weigh(s, n, max, top, ref mass);
            max = top;
            if (sight == Sight.Mixed && !Finite(values, n, job.ValueWidth))
            {
                if (!begun) new Span<float>(o, job.ValueWidth * wide).Clear();
                Sparse.Run<S, V, R>(values, s, n, o, job.ValueWidth, keep);
            }
            else if (!begun) Product.Run<S, V, R, NewSums<S, V, R>>(values, job.ValueWidth, scores, n, sums, keep, default);
            else Product.Run<S, V, R, FadedSums<S, V, R>>(values, job.ValueWidth, scores, n, sums, keep, new(keep));
            begun = true;
        }
        if (!begun) new Span<float>(o, job.ValueWidth * wide).Clear();
        R.Store(max, s);
        R.Store(mass, s + wide);
        job.Finish(b, h, q0, q1 - q0, o, wide, s, s + wide, part.Sink);
    }

    private static void Pack(in Job job, float* q, int rows, float* to, float* by)
    {
        new Span<float>(by, job.Width).Fill(job.Scale);
        if (rows < Lanes) new Span<float>(to, job.Width * Lanes).Clear();
        Transpose.Run(q, (nint)job.QStep.Token, rows, job.Width, by, to, Lanes);
    }

    /// <summary>Turns scores into weights relative to the new maximum, adds them up, and gives what older sums are to be multiplied by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static R Weigh(float* s, int n, R old, R top, ref R mass)
    {
        nint wide = Lanes;
        var log2 = S.Create(Exponential.Log2E);
        var less = R.Fma(S.Create(-Exponential.Log2E), top, R.Fill(S.Create(0f)));
        var keep = R.Map(R.Fma(log2, old, less), default(Power<S, V>));
        var sum = R.Map(mass, keep, default(Times<S, V>));
        for (var end = s + n * wide; s != end; s += wide)
        {
            var p = R.Map(R.Fma(log2, R.Load(s), less), default(Power<S, V>));
            R.Store(p, s);
            sum = R.Map(sum, p, default(Plus<S, V>));
        }
        mass = sum;
        return keep;
    }

    private static bool Finite(Grid v, int n, int width)
    {
        var bad = 0f;
        var at = v.Start;
        for (var j = 0; j < n; j++, at += v.Column)
        {
            var (sum, c) = (S.Create(0f), 0);
            for (; c + S.Count <= width; c += S.Count) sum = S.Fma(S.Load(at + c), S.Create(0f), sum);
            for (; c < width; c++) bad += at[c] * 0;
            bad += S.Sum(sum);
        }
        return bad == 0;
    }
}
