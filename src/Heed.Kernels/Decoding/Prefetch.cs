using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Heed.Kernels;

/// <summary>Asks for memory before it is needed. The processor's own guesses start anew
/// with every block of keys and of values, and this bridges the start.</summary>
internal static unsafe class Prefetch
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Line(float* from)
    {
        if (Sse.IsSupported) Sse.Prefetch0(from);
    }
}
