using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Makes weights of the scores of one row and a block of keys, relative to the
/// row's running maximum; the lanes are keys.</summary>
internal static unsafe class DecodeWeights<S, V, TPart, TNormaliser>
    where S : struct, ISimd<V> where V : struct where TPart : struct, IPart<TPart> where TNormaliser : struct, INormaliser
{
    /// <summary>Replaces scores by weights, adds these to the mass, and gives what older sums are to be multiplied by.</summary>
    /// <param name="part">The part of the row's head.</param>
    /// <param name="normaliser">How scores become weights.</param>
    /// <param name="kind">What it does to the row and the block.</param>
    /// <param name="s">The scores, with room up to the next whole register.</param>
    /// <param name="n">How many.</param>
    /// <param name="max">The row's running maximum.</param>
    /// <param name="mass">The sum of its weights.</param>
    /// <param name="query">The query's position.</param>
    /// <param name="key">The first key's.</param>
    [MethodImpl(Hot.Path)]
    public static float Weigh(in TPart part, in TNormaliser normaliser, BlockKind kind, float* s, int n, float* max, float* mass, int query,
        int key)
    {
        if (kind == BlockKind.Empty)
        {
            new Span<float>(s, n).Clear();
            return 1;
        }
        Change(part, kind, s, n, query, key);
        if (TNormaliser.Sums) return Exponentiate(s, n, max, mass);
        OneByOne(normaliser, s, n);
        return 1;
    }

    /// <summary>Lets the part change and hide scores, and fills the last register with -∞.</summary>
    [MethodImpl(Hot.Path)]
    public static void Change(in TPart part, BlockKind kind, float* s, int n, int query, int key)
    {
        if (kind == BlockKind.Full) Change<No>(part, s, n, query, key);
        else if (kind == BlockKind.Partial) Change<Yes>(part, s, n, query, key);
        for (var j = n; j % S.Count != 0; j++) s[j] = float.NegativeInfinity;
    }

    /// <summary>Weights that each pair has by itself.</summary>
    [MethodImpl(Hot.Path)]
    public static void OneByOne(in TNormaliser normaliser, float* s, int n)
    {
        for (var j = 0; j < n; j += S.Count) S.Store(normaliser.Weigh<S, V>(S.Load(s + j)), s + j);
    }

    [MethodImpl(Hot.Path)]
    private static void Change<THides>(in TPart part, float* s, int n, int query, int key) where THides : struct, IChoice
    {
        for (var j = 0; j < n; j += S.Count)
        {
            var at = new Lanes(query, key + j, true);
            var x = part.Apply<S, V>(S.Load(s + j), at);
            S.Store(THides.Yes ? part.Hide<S, V>(x, at) : x, s + j);
        }
    }

    [MethodImpl(Hot.Path)]
    private static float Exponentiate(float* s, int n, float* max, float* mass)
    {
        var tops = S.Create(*max);
        for (var j = 0; j < n; j += S.Count) tops = S.Max(S.Load(s + j), tops);     // in this order NaN is passed over
        var (top, sum) = (S.Largest(tops), S.Create(0f));
        var less = S.Create(top);
        for (var j = 0; j < n; j += S.Count)
        {
            var p = Exponential.Exp<S, V>(S.Sub(S.Load(s + j), less));
            S.Store(p, s + j);
            sum = S.Add(sum, p);
        }
        var keep = *max == top ? 1 : MathF.Exp(*max - top);
        *mass = *mass * keep + S.Sum(sum);
        *max = top;
        return keep;
    }
}
