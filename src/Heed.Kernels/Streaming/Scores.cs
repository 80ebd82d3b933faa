using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Keeps a product's rows and the largest of each lane, while they are still in registers.</summary>
internal readonly unsafe struct Largest<S, V, R> : IEpilogue<R> where S : struct, ISimd<V> where V : struct where R : struct, IRow<R, S, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Begin(float* o) => R.Fill(S.Create(0f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R End(R sums, R top, int index, float* o)
    {
        R.Store(sums, o);
        return R.Map(sums, top, default(Max<S, V>));
    }
}

/// <summary>Lets a part change and hide the scores of a block of keys and a row of queries.</summary>
internal static unsafe class Scores<S, V, R, TPart>
    where S : struct, ISimd<V> where V : struct where R : struct, IRow<R, S, V> where TPart : struct, IPart<TPart>
{
    /// <summary>Changes the scores where they lie and gives the largest of each lane.</summary>
    /// <param name="s">A row per key.</param>
    /// <param name="n">How many keys.</param>
    /// <param name="top">The largest so far.</param>
    /// <param name="part">The part of this head.</param>
    /// <param name="query">The query of lane 0.</param>
    /// <param name="key">The key of row 0.</param>
    [MethodImpl(Hot.Path)]
    public static R Change<THides>(float* s, int n, R top, in TPart part, int query, int key) where THides : struct, IChoice
    {
        nint wide = R.Registers * S.Count;
        for (var end = s + n * wide; s != end; s += wide, key++)
        {
            var scores = R.Map(R.Load(s), new One<THides>(part, query, key));
            R.Store(scores, s);
            top = R.Map(scores, top, default(Max<S, V>));
        }
        return top;
    }

    private readonly struct One<THides>(TPart part, int query, int key) : IMap<V> where THides : struct, IChoice
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of(V x, int lane)
        {
            var at = new Lanes(query + lane, key, false);
            x = part.Apply<S, V>(x, at);
            return THides.Yes ? part.Hide<S, V>(x, at) : x;
        }
    }
}
