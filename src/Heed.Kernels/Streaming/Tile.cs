using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>One tile of queries of one head against all the keys that it sees; the lanes are queries, so the softmax needs no shuffle.</summary>
/// <remarks>Milakov and Gimelshein 2018, arXiv:1805.02867, algorithm 3; blocked as in Dao et al. 2022, arXiv:2205.14135.</remarks>
internal static unsafe class Tile<S, V, TPart> where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart>
{
    private const float Lowest = -3e38f;                                            // a finite floor: -∞ - (-∞) never occurs

    public static int Floats(in Job job) => 3 * S.Count * (job.Width + Job.Block + job.ValueWidth + 3);

    public static void Run(in Job job, TPart shared, int b, int h, int q0, int width, float* work)
    {
        var part = shared.For(b, h);
        var q1 = Math.Min(q0 + width, job.Queries);
        var qt = work;
        var s = qt + job.Width * width;
        var o = s + Job.Block * width;
        var max = o + job.ValueWidth * width;
        var mass = max + width;
        var keep = mass + width;
        Pack(job, job.Query(b, h) + q0 * job.QStep.Token, q1 - q0, width, qt);
        new Span<float>(o, job.ValueWidth * width).Clear();
        new Span<float>(max, width).Fill(Lowest);
        new Span<float>(mass, width).Clear();

        var (first, last) = part.Visible(q0, q1, job.Keys);
        var (from, to) = (Math.Max(first, 0), Math.Min(last, job.Keys));                // a part of the caller's own must not lead outside
        for (var k0 = from; k0 < to; k0 += Job.Block)
        {
            var n = Math.Min(Job.Block, to - k0);
            var plain = part.Plain(q0, q1, k0, k0 + n);
            var v = job.Value(b, h) + k0 * job.VStep.Token;
            Product.Run<S, V>(job.Key(b, h) + k0 * job.KStep.Token, (nint)job.KStep.Token, 1, qt, width, job.Width, s, n, null);
            for (var c = 0; c < width; c += S.Count)
            {
                var top = plain ? Top(s + c, width, n, S.Load(max + c)) : Top(s + c, width, n, S.Load(max + c), part, q0 + c, k0);
                Weigh(s + c, width, n, top, max + c, mass + c, keep + c);
            }
            if (plain || Finite(v, job.VStep.Token, n, job.ValueWidth))
                Product.Run<S, V>(v, 1, (nint)job.VStep.Token, s, width, n, o, job.ValueWidth, keep);
            else Sparse(v, job.VStep.Token, s, width, n, o, job.ValueWidth, keep);
        }
        for (var i = q0; i < q1; i++) job.Finish(job.Row(b, h, i), o + (i - q0), width, max[i - q0], mass[i - q0], part.Sink);
    }

    private static void Pack(in Job job, float* q, int rows, int width, float* to)
    {
        var (step, r) = (job.QStep.Token, 0);
        var scale = Vector128.Create(job.Scale);
        for (; r + 4 <= rows; r += 4, q += 4 * step)
            for (var d = 0; d < job.Width; d++)
                (Vector128.Create(q[d], q[step + d], q[2 * step + d], q[3 * step + d]) * scale).Store(to + d * width + r);
        for (; r < width; r++, q += step)
            for (var d = 0; d < job.Width; d++) to[d * width + r] = r < rows ? q[d] * job.Scale : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static V Top(float* s, nint width, int n, V top)
    {
        for (var end = s + n * width; s < end; s += width) top = S.Max(top, S.Load(s));
        return top;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static V Top(float* s, nint width, int n, V top, TPart part, int query, int key)
    {
        for (var end = key + n; key < end; key++, s += width)
        {
            var at = new Lanes(query, key, false);
            var score = part.Hide<S, V>(part.Apply<S, V>(S.Load(s), at), at);
            S.Store(score, s);
            top = S.Max(top, score);
        }
        return top;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Weigh(float* s, nint width, int n, V top, float* max, float* mass, float* keep)
    {
        var shrink = Exponential.Exp<S, V>(S.Sub(S.Load(max), top));
        var sum = S.Mul(S.Load(mass), shrink);
        for (var end = s + n * width; s < end; s += width)
        {
            var p = Exponential.Exp<S, V>(S.Sub(S.Load(s), top));
            S.Store(p, s);
            sum = S.Add(sum, p);
        }
        S.Store(top, max);
        S.Store(sum, mass);
        S.Store(shrink, keep);
    }

    private static bool Finite(float* v, long step, int n, int width)
    {
        var bad = 0f;
        for (var j = 0; j < n; j++, v += step)
        {
            var (sum, c) = (S.Create(0f), 0);
            for (; c + S.Count <= width; c += S.Count) sum = S.Fma(S.Load(v + c), S.Create(0f), sum);
            for (; c < width; c++) bad += v[c] * 0;
            bad += S.Sum(sum);
        }
        return bad == 0;
    }

    /// <summary>The second product pair by pair, leaving out weights of 0, so that a NaN behind a mask is never read.</summary>
    private static void Sparse(float* v, long step, float* p, int width, int n, float* o, int rows, float* keep)
    {
        for (var c = 0; c < rows; c++)
            for (var r = 0; r < width; r++)
            {
                var sum = o[c * width + r] * keep[r];
                for (var j = 0; j < n; j++)
                    if (p[j * width + r] != 0) sum += p[j * width + r] * v[j * step + c];
                o[c * width + r] = sum;
            }
    }
}
