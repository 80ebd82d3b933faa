using System.Runtime.CompilerServices;

namespace Heed.Kernels.Bench;

/// <summary>Fused multiply-adds that never wait: sixteen sums in registers, more than the latency of two units can hide.</summary>
internal static class Peak<S, V> where S : struct, IWide<V> where V : struct
{
    /// <summary>Multiply-adds of one turn of the loop.</summary>
    private const int Chains = 16;

    private const int Turns = 1 << 20;

    /// <summary>Runs, and counts the floating-point operations: two for each lane of each multiply-add.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Run(int lanes)
    {
        var (x, y) = (S.Create(0.999f), S.Create(1e-3f));
        V a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y, m = y, n = y, o = y, p = y;
        for (var turn = 0; turn < Turns; turn++)
        {
            a = S.Fma(a, x, y);
            b = S.Fma(b, x, y);
            c = S.Fma(c, x, y);
            d = S.Fma(d, x, y);
            e = S.Fma(e, x, y);
            f = S.Fma(f, x, y);
            g = S.Fma(g, x, y);
            h = S.Fma(h, x, y);
            i = S.Fma(i, x, y);
            j = S.Fma(j, x, y);
            k = S.Fma(k, x, y);
            l = S.Fma(l, x, y);
            m = S.Fma(m, x, y);
            n = S.Fma(n, x, y);
            o = S.Fma(o, x, y);
            p = S.Fma(p, x, y);
        }
        Together.Kept = S.Sum(a) + S.Sum(b) + S.Sum(c) + S.Sum(d) + S.Sum(e) + S.Sum(f) + S.Sum(g) + S.Sum(h)
            + S.Sum(i) + S.Sum(j) + S.Sum(k) + S.Sum(l) + S.Sum(m) + S.Sum(n) + S.Sum(o) + S.Sum(p);
        return 2.0 * Chains * Turns * lanes;
    }
}
