using System.Runtime.CompilerServices;

namespace Heed.Kernels;

internal static unsafe partial class Product
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4x3<S, V>(float* a, nint row, nint term, float* b, nint width, nint terms, float* o, float* keep)
        where S : struct, ISimd<V> where V : struct
    {
        nint one = S.Count, two = 2 * one;
        var (c00, c01, c02) = (S.Create(0f), S.Create(0f), S.Create(0f));
        var (c10, c11, c12) = (S.Create(0f), S.Create(0f), S.Create(0f));
        var (c20, c21, c22) = (S.Create(0f), S.Create(0f), S.Create(0f));
        var (c30, c31, c32) = (S.Create(0f), S.Create(0f), S.Create(0f));
        if (keep != null)
        {
            c00 = S.Mul(S.Load(o), S.Load(keep));
            c01 = S.Mul(S.Load(o + one), S.Load(keep + one));
            c02 = S.Mul(S.Load(o + two), S.Load(keep + two));
            c10 = S.Mul(S.Load(o + width), S.Load(keep));
            c11 = S.Mul(S.Load(o + width + one), S.Load(keep + one));
            c12 = S.Mul(S.Load(o + width + two), S.Load(keep + two));
            c20 = S.Mul(S.Load(o + 2 * width), S.Load(keep));
            c21 = S.Mul(S.Load(o + 2 * width + one), S.Load(keep + one));
            c22 = S.Mul(S.Load(o + 2 * width + two), S.Load(keep + two));
            c30 = S.Mul(S.Load(o + 3 * width), S.Load(keep));
            c31 = S.Mul(S.Load(o + 3 * width + one), S.Load(keep + one));
            c32 = S.Mul(S.Load(o + 3 * width + two), S.Load(keep + two));
        }
        nint r1 = row, r2 = 2 * row, r3 = 3 * row;
        for (var end = b + terms * width; b < end; b += width, a += term)
        {
            var b0 = S.Load(b);
            var b1 = S.Load(b + one);
            var b2 = S.Load(b + two);
            var x = S.Create(a[0]);
            c00 = S.Fma(x, b0, c00);
            c01 = S.Fma(x, b1, c01);
            c02 = S.Fma(x, b2, c02);
            x = S.Create(a[r1]);
            c10 = S.Fma(x, b0, c10);
            c11 = S.Fma(x, b1, c11);
            c12 = S.Fma(x, b2, c12);
            x = S.Create(a[r2]);
            c20 = S.Fma(x, b0, c20);
            c21 = S.Fma(x, b1, c21);
            c22 = S.Fma(x, b2, c22);
            x = S.Create(a[r3]);
            c30 = S.Fma(x, b0, c30);
            c31 = S.Fma(x, b1, c31);
            c32 = S.Fma(x, b2, c32);
        }
        S.Store(c00, o);
        S.Store(c01, o + one);
        S.Store(c02, o + two);
        S.Store(c10, o + width);
        S.Store(c11, o + width + one);
        S.Store(c12, o + width + two);
        S.Store(c20, o + 2 * width);
        S.Store(c21, o + 2 * width + one);
        S.Store(c22, o + 2 * width + two);
        S.Store(c30, o + 3 * width);
        S.Store(c31, o + 3 * width + one);
        S.Store(c32, o + 3 * width + two);
    }
}
