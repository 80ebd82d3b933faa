using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Heed.Kernels;

/// <summary>Transposes rows into columns, four rows at a time, and multiplies each column of the source by a number on the way.</summary>
internal static unsafe class Transpose
{
    /// <summary>to[j, i] = from[i, j] · by[j].</summary>
    [MethodImpl(Hot.Path)]
    public static void Run<S, V>(float* from, nint fromStep, int rows, int columns, float* by, float* to, nint toStep)
        where S : struct, ISimd<V> where V : struct
    {
        var i = 0;
        var wide = S.Count == 16 && Avx512F.IsSupported ? columns & ~15 : 0;
        for (; i + 4 <= rows; i += 4)
        {
            if (wide > 0) Sixteens(from + i * fromStep, fromStep, wide, by, to + i, toStep);
            if (wide < columns) Four(from + i * fromStep + wide, fromStep, columns - wide, by + wide, to + i + wide * toStep, toStep);
        }
        for (; i < rows; i++)
            for (var j = 0; j < columns; j++) to[j * toStep + i] = from[i * fromStep + j] * by[j];
    }

    // Each quarter of a register is transposed by itself, and holds a column in the end.
    [MethodImpl(Hot.Path)]
    private static void Sixteens(float* from, nint step, int columns, float* by, float* to, nint toStep)
    {
        for (var end = from + columns; from != end; from += 16, by += 16)
        {
            var w = Vector512.Load(by);
            var a = Vector512.Load(from) * w;
            var b = Vector512.Load(from + step) * w;
            var c = Vector512.Load(from + 2 * step) * w;
            var d = Vector512.Load(from + 3 * step) * w;
            var (ac0, ac1, bd0, bd1) = (Avx512F.UnpackLow(a, c), Avx512F.UnpackHigh(a, c), Avx512F.UnpackLow(b, d),
                Avx512F.UnpackHigh(b, d));
            var (c0, c1, c2, c3) = (Avx512F.UnpackLow(ac0, bd0), Avx512F.UnpackHigh(ac0, bd0), Avx512F.UnpackLow(ac1, bd1),
                Avx512F.UnpackHigh(ac1, bd1));
            Columns(c0.GetLower().GetLower(), c1.GetLower().GetLower(), c2.GetLower().GetLower(), c3.GetLower().GetLower(), to, toStep);
            Columns(Avx512F.ExtractVector128(c0, 1), Avx512F.ExtractVector128(c1, 1), Avx512F.ExtractVector128(c2, 1),
                Avx512F.ExtractVector128(c3, 1), to + 4 * toStep, toStep);
            Columns(Avx512F.ExtractVector128(c0, 2), Avx512F.ExtractVector128(c1, 2), Avx512F.ExtractVector128(c2, 2),
                Avx512F.ExtractVector128(c3, 2), to + 8 * toStep, toStep);
            Columns(Avx512F.ExtractVector128(c0, 3), Avx512F.ExtractVector128(c1, 3), Avx512F.ExtractVector128(c2, 3),
                Avx512F.ExtractVector128(c3, 3), to + 12 * toStep, toStep);
            to += 16 * toStep;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d, float* to, nint step)
    {
        a.Store(to);
        b.Store(to + step);
        c.Store(to + 2 * step);
        d.Store(to + 3 * step);
    }

    [MethodImpl(Hot.Path)]
    private static void Four(float* from, nint step, int columns, float* by, float* to, nint toStep)
    {
        var j = 0;
        for (; j + 4 <= columns; j += 4)
        {
            var w = Vector128.Load(by + j);
            var a = Vector128.Load(from + j) * w;
            var b = Vector128.Load(from + step + j) * w;
            var c = Vector128.Load(from + 2 * step + j) * w;
            var d = Vector128.Load(from + 3 * step + j) * w;
            var (ac0, ac1) = (Low(a, c), High(a, c));                               // a0 c0 a1 c1, a2 c2 a3 c3
            var (bd0, bd1) = (Low(b, d), High(b, d));
            var row = to + j * toStep;
            Low(ac0, bd0).Store(row);
            High(ac0, bd0).Store(row + toStep);
            Low(ac1, bd1).Store(row + 2 * toStep);
            High(ac1, bd1).Store(row + 3 * toStep);
        }
        for (; j < columns; j++)
            for (var i = 0; i < 4; i++) to[j * toStep + i] = from[i * step + j] * by[j];
    }

    // x0 y0 x1 y1: the compiler makes one instruction of it on x86 and on Arm.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> x, Vector128<float> y)
        => Sse.IsSupported ? Sse.UnpackLow(x, y)
        : System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported ? System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.ZipLow(x, y)
        : Vector128.Create(x[0], y[0], x[1], y[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> x, Vector128<float> y)
        => Sse.IsSupported ? Sse.UnpackHigh(x, y)
        : System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported ? System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.ZipHigh(x, y)
        : Vector128.Create(x[2], y[2], x[3], y[3]);
}
