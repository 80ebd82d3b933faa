using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A row of two registers.</summary>
internal readonly unsafe struct Row2<S, V>(V a, V b) : IRow<Row2<S, V>, S, V> where S : struct, ISimd<V> where V : struct
{
    private readonly V a = a;
    private readonly V b = b;

    public static int Registers => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<S, V> Fill(V x) => new(x, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<S, V> Load(float* from) => new(S.Load(from), S.Load(from + S.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Row2<S, V> row, float* to)
    {
        S.Store(row.a, to);
        S.Store(row.b, to + S.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<S, V> Fma(V x, Row2<S, V> y, Row2<S, V> z) => new(S.Fma(x, y.a, z.a), S.Fma(x, y.b, z.b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<S, V> Map<F>(Row2<S, V> x, in F f) where F : struct, IMap<V> => new(f.Of(x.a, 0), f.Of(x.b, S.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<S, V> Map<F>(Row2<S, V> x, Row2<S, V> y, in F f) where F : struct, IMap2<V>
        => new(f.Of(x.a, y.a, 0), f.Of(x.b, y.b, S.Count));
}
