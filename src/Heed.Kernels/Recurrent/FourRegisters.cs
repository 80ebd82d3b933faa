using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Columns of four registers.</summary>
internal readonly unsafe struct FourRegisters<S, V>(V a, V b, V c, V d) : IColumns<FourRegisters<S, V>, S, V>
    where S : struct, ISimd<V> where V : struct
{
    private readonly V a = a;
    private readonly V b = b;
    private readonly V c = c;
    private readonly V d = d;

    public static int Registers => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<S, V> Fill(V x) => new(x, x, x, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<S, V> Load(float* from)
        => new(S.Load(from), S.Load(from + S.Count), S.Load(from + 2 * S.Count), S.Load(from + 3 * S.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<S, V> Load(float* from, V by)
        => new(S.Mul(by, S.Load(from)), S.Mul(by, S.Load(from + S.Count)), S.Mul(by, S.Load(from + 2 * S.Count)),
            S.Mul(by, S.Load(from + 3 * S.Count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FourRegisters<S, V> row, float* to)
    {
        S.Store(row.a, to);
        S.Store(row.b, to + S.Count);
        S.Store(row.c, to + 2 * S.Count);
        S.Store(row.d, to + 3 * S.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<S, V> Add(FourRegisters<S, V> x, FourRegisters<S, V> y)
        => new(S.Add(x.a, y.a), S.Add(x.b, y.b), S.Add(x.c, y.c), S.Add(x.d, y.d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<S, V> Sub(FourRegisters<S, V> x, FourRegisters<S, V> y)
        => new(S.Sub(x.a, y.a), S.Sub(x.b, y.b), S.Sub(x.c, y.c), S.Sub(x.d, y.d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRegisters<S, V> Fma(V x, FourRegisters<S, V> y, FourRegisters<S, V> z)
        => new(S.Fma(x, y.a, z.a), S.Fma(x, y.b, z.b), S.Fma(x, y.c, z.c), S.Fma(x, y.d, z.d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Products(FourRegisters<S, V> x, FourRegisters<S, V> y)
        => S.Add(S.Fma(x.a, y.a, S.Mul(x.b, y.b)), S.Fma(x.c, y.c, S.Mul(x.d, y.d)));
}
