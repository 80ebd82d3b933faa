using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Tickets a block of scores into weights where they lie.</summary>
internal static unsafe class Weights<S, V, R> where S : struct, ISimd<V> where V : struct where R : struct, IRow<R, S, V>
{
    /// <summary>Exponentials relative to the new maximum; gives what older sums are to be multiplied by.</summary>
    /// <param name="s">A row per key.</param>
    /// <param name="n">How many keys.</param>
    /// <param name="old">The maximum of each lane before these keys.</param>
    /// <param name="top">The maximum with them.</param>
    /// <param name="mass">The sum of each lane's weights; brought up to date.</param>
    [MethodImpl(Hot.Path)]
    public static R Exponentials(float* s, int n, R old, R top, float* mass)
    {
        nint wide = R.Registers * S.Count;
        var keep = R.Map(old, top, default(ExpOfDifference<S, V>));                 // where the maximum stays, exactly 1
        var sum = R.Map(R.Load(mass), keep, default(Times<S, V>));
        for (var end = s + n * wide; s != end; s += wide)
        {
            var p = R.Map(R.Load(s), top, default(ExpOfDifference<S, V>));
            R.Store(p, s);
            sum = R.Map(sum, p, default(Plus<S, V>));
        }
        R.Store(sum, mass);
        return keep;
    }

    /// <summary>Weights that each pair has by itself; older sums stay as they are.</summary>
    [MethodImpl(Hot.Path)]
    public static R OneByOne<TNormaliser>(float* s, int n, TNormaliser normaliser) where TNormaliser : struct, INormaliser
    {
        nint wide = R.Registers * S.Count;
        for (var end = s + n * wide; s != end; s += wide) R.Store(R.Map(R.Load(s), new Weigh<TNormaliser>(normaliser)), s);
        return R.Fill(S.Create(1f));
    }

    private readonly struct Weigh<TNormaliser>(TNormaliser normaliser) : IMap<V> where TNormaliser : struct, INormaliser
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of(V x, int lane) => normaliser.Weigh<S, V>(x);
    }
}
