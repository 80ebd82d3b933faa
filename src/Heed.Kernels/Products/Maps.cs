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

/// <summary>x + y.</summary>
internal readonly struct Plus<S, V> : IMap2<V> where S : struct, ISimd<V> where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of(V x, V y, int lane) => S.Add(x, y);
}

/// <summary>2 to the power x.</summary>
internal readonly struct Power<S, V> : IMap<V> where S : struct, ISimd<V> where V : struct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of(V x, int lane) => Exponential.Exp2<S, V>(x);
}
