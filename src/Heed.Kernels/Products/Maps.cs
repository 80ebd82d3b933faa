using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>The larger; y where x is NaN, so that NaN is passed over.</summary>
internal readonly struct Max<S, V> : IMap2<V> where S : struct, ISimd<V> where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of(V x, V y, int lane) => S.Max(x, y);
}

/// <summary>x · y.</summary>
internal readonly struct Times<S, V> : IMap2<V> where S : struct, ISimd<V> where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of(V x, V y, int lane) => S.Mul(x, y);
}

/// <summary>e to the power x - y. The difference comes first: it is small where it matters, however large both are.</summary>
internal readonly struct ExpOfDifference<S, V> : IMap2<V> where S : struct, ISimd<V> where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of(V x, V y, int lane) => Exponential.Exp<S, V>(S.Sub(x, y));
}

/// <summary>x + y.</summary>
internal readonly struct Plus<S, V> : IMap2<V> where S : struct, ISimd<V> where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of(V x, V y, int lane) => S.Add(x, y);
}
