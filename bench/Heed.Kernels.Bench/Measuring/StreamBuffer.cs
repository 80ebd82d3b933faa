using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Heed.Kernels.Bench;

/// <summary>Memory that no cache holds, to read from end to end.</summary>
internal sealed unsafe class StreamBuffer : IDisposable
{
    private readonly long floats;
    private readonly float* start;

    /// <summary>Allocates and touches it.</summary>
    /// <param name="floats">Its size; the default is 1 GiB, more than any cache.</param>
    public StreamBuffer(long floats = 1L << 28)
    {
        this.floats = floats;
        start = (float*)NativeMemory.AlignedAlloc((nuint)floats * sizeof(float), 64);
        for (long at = 0; at < floats; at += 1 << 20) new Span<float>(start + at, (int)Math.Min(1 << 20, floats - at)).Fill(1);
    }

    /// <summary>Sums one of equal shares, and counts its bytes.</summary>
    /// <param name="index">Which share.</param>
    /// <param name="shares">How many there are.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public double Read(int index, int shares)
    {
        const int Step = 128;                                                        // eight registers of 512 bits; narrower machines split them
        var count = floats / 4 / shares / Step * Step;                               // a quarter is enough, and takes milliseconds
        var from = start + floats / shares * index;
        Vector512<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        for (var end = from + count; from != end; from += Step)
        {
            a += Vector512.Load(from);
            b += Vector512.Load(from + 16);
            c += Vector512.Load(from + 32);
            d += Vector512.Load(from + 48);
            e += Vector512.Load(from + 64);
            f += Vector512.Load(from + 80);
            g += Vector512.Load(from + 96);
            h += Vector512.Load(from + 112);
        }
        Together.Kept = Vector512.Sum(a + b + c + d + e + f + g + h);
        return (double)count * sizeof(float);
    }

    public void Dispose() => NativeMemory.AlignedFree(start);
}
