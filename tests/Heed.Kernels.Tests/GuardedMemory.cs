using System.Runtime.InteropServices;

namespace Heed.Kernels.Tests;

/// <summary>Floats between two pages that nobody may touch: whoever reads or writes one float too many ends the process.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int None = 0, ReadAndWrite = 1 | 2, PrivateAndAnonymous = 2 | 0x20;      // of Linux
    private static readonly nint Page = Environment.SystemPageSize;

    private readonly nint length, start;
    private readonly float* floats;
    private readonly int count;

    /// <summary>Room for some floats, which begin where the first page ends or end where the last begins.</summary>
    public GuardedMemory(int count, bool atEnd)
    {
        var room = ((nint)count * sizeof(float) + Page - 1) / Page * Page;
        (this.count, length) = (count, room + 2 * Page);
        start = Map(0, length, ReadAndWrite, PrivateAndAnonymous, -1, 0);
        if (start == -1 || Protect(start, Page, None) != 0 || Protect(start + Page + room, Page, None) != 0)
            throw new OutOfMemoryException($"{length} bytes between guard pages cannot be had.");
        floats = (float*)(start + Page) + (atEnd ? (room / sizeof(float)) - count : 0);
        Span.Fill(float.NaN);
    }

    /// <summary>The floats; NaN at first.</summary>
    public Span<float> Span => new(floats, count);

    public void Dispose() => _ = Unmap(start, length);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint at, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint at, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint at, nint length);
}
