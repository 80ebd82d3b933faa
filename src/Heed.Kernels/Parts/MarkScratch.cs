using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A block's truth values as bits: sixteen queries to a key, key after key, and so for the next sixteen queries.</summary>
internal readonly unsafe struct MarkScratch(float* scratch, int from, int first, int keys)
{
    private readonly ushort* origin = (ushort*)scratch - first;
    private readonly int from = from;
    private readonly int keys = keys;

    public static int Floats(int queries, int keys) => ((((queries + 15) >> 4) * keys >> 1) + 16) & ~15;

    /// <summary>The bits of a register of queries for one key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Bits(Lanes at)
    {
        var lane = at.Query - from;
        return origin[((lane >> 4) * keys) + at.Key] >> (lane & 15);
    }

    /// <summary>The bits of sixteen queries for some keys, to be written.</summary>
    public Span<ushort> Write(int query, int first, int end) => new(origin + ((query - from) / 16 * keys) + first, end - first);
}
