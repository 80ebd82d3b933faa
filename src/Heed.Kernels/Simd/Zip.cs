using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using V = System.Runtime.Intrinsics.Vector128<float>;

namespace Heed.Kernels;

/// <summary>Interleaves two registers; one instruction on x86 and on Arm.</summary>
internal static class Zip
{
    /// <summary>x0 y0 x1 y1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Low(V x, V y)
        => Sse.IsSupported ? Sse.UnpackLow(x, y) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y)
            : Vector128.Create(x[0], y[0], x[1], y[1]);

    /// <summary>x2 y2 x3 y3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V High(V x, V y)
        => Sse.IsSupported ? Sse.UnpackHigh(x, y) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y)
            : Vector128.Create(x[2], y[2], x[3], y[3]);

    /// <summary>The sums of the lanes of four registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sums(V a, V b, V c, V d)
    {
        var (ac, bd) = (Low(a, c) + High(a, c), Low(b, d) + High(b, d));            // a0+a2 c0+c2 a1+a3 c1+c3
        return Low(ac, bd) + High(ac, bd);
    }
}
