using System.Runtime.CompilerServices;

namespace Heed.Kernels;

internal static unsafe partial class Product
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows8x1<S, V>(float* a, nint row, nint term, float* b, nint width, nint terms, float* o, float* keep)
        where S : struct, ISimd<V> where V : struct
    {
        var c00 = S.Create(0f);
        var c10 = S.Create(0f);
        var c20 = S.Create(0f);
        var c30 = S.Create(0f);
        var c40 = S.Create(0f);
        var c50 = S.Create(0f);
        var c60 = S.Create(0f);
        var c70 = S.Create(0f);
        if (keep != null)
        {
            c00 = S.Mul(S.Load(o), S.Load(keep));
            c10 = S.Mul(S.Load(o + width), S.Load(keep));
            c20 = S.Mul(S.Load(o + 2 * width), S.Load(keep));
            c30 = S.Mul(S.Load(o + 3 * width), S.Load(keep));
            c40 = S.Mul(S.Load(o + 4 * width), S.Load(keep));
            c50 = S.Mul(S.Load(o + 5 * width), S.Load(keep));
            c60 = S.Mul(S.Load(o + 6 * width), S.Load(keep));
            c70 = S.Mul(S.Load(o + 7 * width), S.Load(keep));
        }
        nint r1 = row, r2 = 2 * row, r3 = 3 * row, r4 = 4 * row, r5 = 5 * row, r6 = 6 * row, r7 = 7 * row;
        for (var end = b + terms * width; b < end; b += width, a += term)
        {
            var b0 = S.Load(b);
            var x = S.Create(a[0]);
            c00 = S.Fma(x, b0, c00);
            x = S.Create(a[r1]);
            c10 = S.Fma(x, b0, c10);
            x = S.Create(a[r2]);
            c20 = S.Fma(x, b0, c20);
            x = S.Create(a[r3]);
            c30 = S.Fma(x, b0, c30);
            x = S.Create(a[r4]);
            c40 = S.Fma(x, b0, c40);
            x = S.Create(a[r5]);
            c50 = S.Fma(x, b0, c50);
            x = S.Create(a[r6]);
            c60 = S.Fma(x, b0, c60);
            x = S.Create(a[r7]);
            c70 = S.Fma(x, b0, c70);
        }
        S.Store(c00, o);
        S.Store(c10, o + width);
        S.Store(c20, o + 2 * width);
        S.Store(c30, o + 3 * width);
        S.Store(c40, o + 4 * width);
        S.Store(c50, o + 5 * width);
        S.Store(c60, o + 6 * width);
        S.Store(c70, o + 7 * width);
    }
}
