using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A row of three registers.</summary>
internal readonly unsafe struct Row3<S, V>(V a, V b, V c) : IRow<Row3<S, V>, S, V> where S : struct, ISimd<V> where V : struct
{
    private readonly V a = a;
    private readonly V b = b;
    private readonly V c = c;

    public static int Registers => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row3<S, V> Fill(V x) => new(x, x, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row3<S, V> Load(float* from) => new(S.Load(from), S.Load(from + S.Count), S.Load(from + 2 * S.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Row3<S, V> row, float* to)
    {
        S.Store(row.a, to);
        S.Store(row.b, to + S.Count);
        S.Store(row.c, to + 2 * S.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row3<S, V> Fma(V x, Row3<S, V> y, Row3<S, V> z) => new(S.Fma(x, y.a, z.a), S.Fma(x, y.b, z.b), S.Fma(x, y.c, z.c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row3<S, V> Map<F>(Row3<S, V> x, in F f) where F : struct, IMap<V>
        => new(f.Of(x.a, 0), f.Of(x.b, S.Count), f.Of(x.c, 2 * S.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row3<S, V> Map<F>(Row3<S, V> x, Row3<S, V> y, in F f) where F : struct, IMap2<V>
        => new(f.Of(x.a, y.a, 0), f.Of(x.b, y.b, S.Count), f.Of(x.c, y.c, 2 * S.Count));
}
