using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A row of one register.</summary>
internal readonly unsafe struct Row1<S, V>(V a) : IRow<Row1<S, V>, S, V> where S : struct, ISimd<V> where V : struct
{
    private readonly V a = a;

    public static int Registers => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<S, V> Fill(V x) => new(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<S, V> Load(float* from) => new(S.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Row1<S, V> row, float* to)
    {
        S.Store(row.a, to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<S, V> Fma(V x, Row1<S, V> y, Row1<S, V> z) => new(S.Fma(x, y.a, z.a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<S, V> Map<F>(Row1<S, V> x, in F f) where F : struct, IMap<V> => new(f.Of(x.a, 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<S, V> Map<F>(Row1<S, V> x, Row1<S, V> y, in F f) where F : struct, IMap2<V> => new(f.Of(x.a, y.a, 0));
}
