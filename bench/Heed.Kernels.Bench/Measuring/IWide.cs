using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Heed.Kernels.Bench;

/// <summary>The two operations that the roofs are made of.</summary>
internal interface IWide<V> where V : struct
{
    static abstract V Create(float x);
    static abstract V Fma(V a, V b, V c);
    static abstract float Sum(V x);
}

/// <summary>512 bits.</summary>
internal readonly struct Wide512 : IWide<Vector512<float>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static Vector512<float> Create(float x) => Vector512.Create(x);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, Vector512<float> c)
        => Vector512.MultiplyAddEstimate(a, b, c);
    public static float Sum(Vector512<float> x) => Vector512.Sum(x);
}

/// <summary>256 bits.</summary>
internal readonly struct Wide256 : IWide<Vector256<float>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static Vector256<float> Create(float x) => Vector256.Create(x);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Fma(Vector256<float> a, Vector256<float> b, Vector256<float> c)
        => Vector256.MultiplyAddEstimate(a, b, c);
    public static float Sum(Vector256<float> x) => Vector256.Sum(x);
}

/// <summary>128 bits.</summary>
internal readonly struct Wide128 : IWide<Vector128<float>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)] public static Vector128<float> Create(float x) => Vector128.Create(x);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Fma(Vector128<float> a, Vector128<float> b, Vector128<float> c)
        => Vector128.MultiplyAddEstimate(a, b, c);
    public static float Sum(Vector128<float> x) => Vector128.Sum(x);
}
