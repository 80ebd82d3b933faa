using System.Runtime.InteropServices;

namespace Heed.Native;

/// <summary>
/// Asks the allocator of Linux (glibc) to keep what is freed for the next tensor. Left to itself it gives every large tensor back to the
/// system and asks for it anew, and the system clears each page again: where tensors are large that is most of the time. A program that
/// set up its allocator by environment is left alone, and one that wants its memory back can call <c>malloc_trim</c>.
/// </summary>
internal static class KeptMemory
{
    private const int TrimThreshold = -1;                                                  // mallopt's names, from malloc.h
    private const int TopPad = -2;
    private const int MmapMax = -4;
    private const int Pad = 64 << 20;                                                      // bytes that are asked for beyond what is needed

    /// <summary>Whether the environment already says how the allocator is to work.</summary>
    internal static bool IsSetByUser(Func<string, string?> environment) =>
        new[] { "MALLOC_TRIM_THRESHOLD_", "MALLOC_TOP_PAD_", "MALLOC_MMAP_MAX_", "MALLOC_MMAP_THRESHOLD_" }
            .Any(name => environment(name) is not null)
        || environment("GLIBC_TUNABLES")?.Contains("glibc.malloc.", StringComparison.Ordinal) == true;

    internal static void Ask()
    {
        if (IsSetByUser(Environment.GetEnvironmentVariable)) return;
        try
        {
            _ = Set(MmapMax, 0);
            _ = Set(TrimThreshold, int.MaxValue);
            _ = Set(TopPad, Pad);
        }
        catch (EntryPointNotFoundException)
        {
            // another C library, with an allocator of its own
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int Set(int option, int value);
}
