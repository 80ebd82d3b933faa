namespace Heed.Kernels;

/// <summary>Memory that a thread works in. It stays with the thread, grows as needed and begins at a cache line.</summary>
internal static unsafe class Workspace
{
    private const int Line = 16;                                                    // floats of a cache line

    [ThreadStatic]
    private static float[]? memory;

    /// <summary>Lends memory until the thread asks again. What is in it is undefined.</summary>
    /// <param name="floats">How much.</param>
    public static float* Lend(int floats)
    {
        if (memory is null || memory.Length < floats + Line) memory = GC.AllocateUninitializedArray<float>(floats + Line, pinned: true);
        return Align((float*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0));
    }

    /// <summary>The next cache line.</summary>
    public static float* Align(float* at) => (float*)(((nuint)at + 63) & ~(nuint)63);
}
