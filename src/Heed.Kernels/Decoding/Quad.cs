using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Four registers that one number or register is multiplied with: four keys of a
/// query, or four segments of features of a value.</summary>
internal readonly unsafe struct Quad<S, V>(V a, V b, V c, V d) where S : struct, ISimd<V> where V : struct
{
    private readonly V a = a;
    private readonly V b = b;
    private readonly V c = c;
    private readonly V d = d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<S, V> Fill(V x) => new(x, x, x, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<S, V> Load(float* from, V by)
        => new(S.Mul(by, S.Load(from)), S.Mul(by, S.Load(from + S.Count)), S.Mul(by, S.Load(from + 2 * S.Count)),
            S.Mul(by, S.Load(from + 3 * S.Count)));

    /// <summary>A register of each of four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<S, V> Load<T>(byte* a, byte* b, byte* c, byte* d, nint index) where T : struct, IStored
        => new(T.Load<S, V>(a, index), T.Load<S, V>(b, index), T.Load<S, V>(c, index), T.Load<S, V>(d, index));

    /// <summary>Four registers of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<S, V> Load<T>(byte* from, nint index) where T : struct, IStored
        => new(T.Load<S, V>(from, index), T.Load<S, V>(from, index + S.Count), T.Load<S, V>(from, index + 2 * S.Count),
            T.Load<S, V>(from, index + 3 * S.Count));

    /// <summary>x · y + z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Quad<S, V> Fma(V x, Quad<S, V> y, Quad<S, V> z)
        => new(S.Fma(x, y.a, z.a), S.Fma(x, y.b, z.b), S.Fma(x, y.c, z.c), S.Fma(x, y.d, z.d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to)
    {
        S.Store(a, to);
        S.Store(b, to + S.Count);
        S.Store(c, to + 2 * S.Count);
        S.Store(d, to + 3 * S.Count);
    }

    /// <summary>Writes the four sums of lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreSums(float* to) => System.Runtime.Intrinsics.Vector128.Store(S.Sums(a, b, c, d), to);
}
