using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Few queries against many keys: the lanes are features and then keys, and all the queries of a group read each block of keys while it is near.</summary>
internal static unsafe class Decode<S, V, TPart> where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart>
{
    private const float Lowest = -1e38f;

    /// <summary>A piece for each group of heads.</summary>
    public readonly struct Pieces(Job job, TPart part) : IWork
    {
        public int Count => job.Batch * job.Groups;
        public int Floats => Decode<S, V, TPart>.Floats(job);
        public long Cost => (long)job.Batch * job.Heads * job.Queries * job.Keys * (job.Width + job.ValueWidth);
        public void Run(int index, float* memory) => Decode<S, V, TPart>.Run(job, part, index / job.Groups, index % job.Groups, memory);
    }


    public static int Floats(in Job job) => job.Queries * (job.Heads / job.Groups) * (job.ValueWidth + 2) + Job.Block;

    public static void Run(in Job job, TPart shared, int b, int g, float* work)
    {
        var share = job.Heads / job.Groups;
        var rows = job.Queries * share;
        var s = work;
        var o = work + Job.Block;
        var max = o + rows * job.ValueWidth;
        var mass = max + rows;
        new Span<float>(o, rows * job.ValueWidth).Clear();
        new Span<float>(max, rows).Fill(Lowest);
        new Span<float>(mass, rows).Clear();
        for (var k0 = 0; k0 < job.Keys; k0 += Job.Block)
            for (var r = 0; r < rows; r++)
            {
                var (h, i) = (g * share + r / job.Queries, r % job.Queries);
                var part = shared.For(b, h);
                var (from, to) = part.Visible(i, i + 1, job.Keys);
                var (first, end) = (Math.Max(k0, from), Math.Min(Math.Min(k0 + Job.Block, to), job.Keys));
                if (first >= end) continue;
                Score(job, job.Query(b, h) + i * job.QStep.Token, job.Key(b, h) + first * job.KStep.Token, end - first, s);
                var keep = Weigh(s, end - first, part, i, first, max + r, mass + r);
                Sum(job, job.Value(b, h) + first * job.VStep.Token, s, end - first, o + r * job.ValueWidth, keep);
            }
        for (var r = 0; r < rows; r++)
        {
            var (h, i) = (g * share + r / job.Queries, r % job.Queries);
            job.Finish(job.Row(b, h, i), o + r * job.ValueWidth, 1, max[r], mass[r], shared.For(b, h).Sink);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Score(in Job job, float* q, float* k, int n, float* s)
    {
        var (step, width, scale, j) = ((nint)job.KStep.Token, job.Width, job.Scale, 0);
        for (; j + 4 <= n; j += 4, k += 4 * step)
        {
            var (a, b, c, d, f) = (S.Create(0f), S.Create(0f), S.Create(0f), S.Create(0f), 0);
            for (; f + S.Count <= width; f += S.Count)
            {
                var x = S.Load(q + f);
                a = S.Fma(x, S.Load(k + f), a);
                b = S.Fma(x, S.Load(k + step + f), b);
                c = S.Fma(x, S.Load(k + 2 * step + f), c);
                d = S.Fma(x, S.Load(k + 3 * step + f), d);
            }
            var (w, x1, x2, x3) = (S.Sum(a), S.Sum(b), S.Sum(c), S.Sum(d));
            for (; f < width; f++)
            {
                w += q[f] * k[f];
                x1 += q[f] * k[step + f];
                x2 += q[f] * k[2 * step + f];
                x3 += q[f] * k[3 * step + f];
            }
            (s[j], s[j + 1], s[j + 2], s[j + 3]) = (w * scale, x1 * scale, x2 * scale, x3 * scale);
        }
        for (; j < n; j++, k += step)
        {
            var dot = 0f;
            for (var f = 0; f < width; f++) dot += q[f] * k[f];
            s[j] = dot * scale;
        }
        for (; j % S.Count != 0; j++) s[j] = float.NegativeInfinity;
    }

    private static float Weigh(float* s, int n, TPart part, int query, int key, float* max, float* mass)
    {
        var top = *max;
        for (var j = 0; j < n; j += S.Count)
        {
            var at = new Lanes(query, key + j, true);
            S.Store(part.Hide<S, V>(part.Apply<S, V>(S.Load(s + j), at), at), s + j);
        }
        for (var j = 0; j < n; j++) top = s[j] > top ? s[j] : top;
        for (var j = n; j % S.Count != 0; j++) s[j] = float.NegativeInfinity;
        var sum = S.Create(0f);
        for (var j = 0; j < n; j += S.Count)
        {
            var p = Exponential.Exp<S, V>(S.Sub(S.Load(s + j), S.Create(top)));
            S.Store(p, s + j);
            sum = S.Add(sum, p);
        }
        var keep = MathF.Exp(*max - top);
        *mass = *mass * keep + S.Sum(sum);
        *max = top;
        return keep;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(in Job job, float* v, float* p, int n, float* o, float keep)
    {
        var (step, width, c) = ((nint)job.VStep.Token, job.ValueWidth, 0);
        for (; c + 4 * S.Count <= width; c += 4 * S.Count)
        {
            nint one = S.Count;
            var k = S.Create(keep);
            var at = o + c;
            var (w, x, y, z) = (S.Mul(S.Load(at), k), S.Mul(S.Load(at + one), k), S.Mul(S.Load(at + 2 * one), k), S.Mul(S.Load(at + 3 * one), k));
            var from = v + c;
            for (var j = 0; j < n; j++, from += step)
            {
                if (p[j] == 0) continue;                                            // also keeps a NaN behind a mask out
                var by = S.Create(p[j]);
                w = S.Fma(by, S.Load(from), w);
                x = S.Fma(by, S.Load(from + one), x);
                y = S.Fma(by, S.Load(from + 2 * one), y);
                z = S.Fma(by, S.Load(from + 3 * one), z);
            }
            S.Store(w, at);
            S.Store(x, at + one);
            S.Store(y, at + 2 * one);
            S.Store(z, at + 3 * one);
        }
        for (; c + S.Count <= width; c += S.Count)
        {
            var sum = S.Mul(S.Load(o + c), S.Create(keep));
            for (var j = 0; j < n; j++)
                if (p[j] != 0) sum = S.Fma(S.Create(p[j]), S.Load(v + j * step + c), sum);
            S.Store(sum, o + c);
        }
        for (; c < width; c++)
        {
            var sum = o[c] * keep;
            for (var j = 0; j < n; j++)
                if (p[j] != 0) sum += p[j] * v[j * step + c];
            o[c] = sum;
        }
    }
}
