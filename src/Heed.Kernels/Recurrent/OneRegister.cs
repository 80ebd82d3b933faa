using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>Columns of one register: what is left of values a little wider than four, such as those with a column of ones.</summary>
internal readonly unsafe struct OneRegister<S, V>(V a) : IColumns<OneRegister<S, V>, S, V> where S : struct, ISimd<V> where V : struct
{
    private readonly V a = a;

    public static int Registers => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneRegister<S, V> Fill(V x) => new(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneRegister<S, V> Load(float* from) => new(S.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneRegister<S, V> Load(float* from, V by) => new(S.Mul(by, S.Load(from)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(OneRegister<S, V> row, float* to) => S.Store(row.a, to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneRegister<S, V> Add(OneRegister<S, V> x, OneRegister<S, V> y) => new(S.Add(x.a, y.a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneRegister<S, V> Sub(OneRegister<S, V> x, OneRegister<S, V> y) => new(S.Sub(x.a, y.a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneRegister<S, V> Fma(V x, OneRegister<S, V> y, OneRegister<S, V> z) => new(S.Fma(x, y.a, z.a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Products(OneRegister<S, V> x, OneRegister<S, V> y) => S.Mul(x.a, y.a);
}
