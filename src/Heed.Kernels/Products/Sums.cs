using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Sums that start from zero.</summary>
internal readonly unsafe struct NewSums<S, V, R> : IEpilogue<R> where S : struct, ISimd<V> where V : struct where R : struct, IRow<R, S, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Begin(float* o) => R.Fill(S.Create(0f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R End(R sums, R top, int index, float* o)
    {
        R.Store(sums, o);
        return top;
    }
}

/// <summary>Sums that go on from what is there.</summary>
internal readonly unsafe struct MoreSums<S, V, R> : IEpilogue<R> where S : struct, ISimd<V> where V : struct where R : struct, IRow<R, S, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Begin(float* o) => R.Load(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R End(R sums, R top, int index, float* o)
    {
        R.Store(sums, o);
        return top;
    }
}

/// <summary>Sums that go on from what is there times a factor per lane.</summary>
internal readonly unsafe struct RescaledSums<S, V, R>(R keep) : IEpilogue<R>
    where S : struct, ISimd<V> where V : struct where R : struct, IRow<R, S, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Begin(float* o) => R.Map(R.Load(o), keep, default(Times<S, V>));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R End(R sums, R top, int index, float* o)
    {
        R.Store(sums, o);
        return top;
    }
}
