using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>Turns rows into columns, four by four, and multiplies each column of the source by a number on the way.</summary>
internal static unsafe class Transpose
{
    /// <summary>to[j, i] = from[i, j] · by[j].</summary>
    [MethodImpl(Hot.Path)]
    public static void Run(float* from, nint fromStep, int rows, int columns, float* by, float* to, nint toStep)
    {
        var i = 0;
        for (; i + 4 <= rows; i += 4) Four(from + i * fromStep, fromStep, columns, by, to + i, toStep);
        for (; i < rows; i++)
            for (var j = 0; j < columns; j++) to[j * toStep + i] = from[i * fromStep + j] * by[j];
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
        => System.Runtime.Intrinsics.X86.Sse.IsSupported ? System.Runtime.Intrinsics.X86.Sse.UnpackLow(x, y)
        : System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported ? System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.ZipLow(x, y)
        : Vector128.Create(x[0], y[0], x[1], y[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> x, Vector128<float> y)
        => System.Runtime.Intrinsics.X86.Sse.IsSupported ? System.Runtime.Intrinsics.X86.Sse.UnpackHigh(x, y)
        : System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported ? System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.ZipHigh(x, y)
        : Vector128.Create(x[2], y[2], x[3], y[3]);
}
