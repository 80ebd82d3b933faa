using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Heed.Kernels;

/// <summary>Asks for memory before it is needed. The processor's own guesses start anew
/// with every block of keys and of values, and this bridges the start.</summary>
internal static unsafe class Prefetch
{
    /// <summary>How many bytes are asked for at once.</summary>
    public const int Bytes = 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Line(byte* from)
    {
        if (Sse.IsSupported) Sse.Prefetch0(from);
    }
}
