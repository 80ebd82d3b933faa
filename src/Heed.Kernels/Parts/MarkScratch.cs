using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A block's truth values as bits: sixteen queries to a key, key after key, and so for the next sixteen queries.</summary>
internal readonly unsafe struct MarkScratch
{
    private readonly ushort* origin;
    private readonly int from, queries, first, keys;

    /// <summary>Takes what it needs, and moves the scratch on behind it.</summary>
    public MarkScratch(ref float* scratch, int from, int to, int first, int end)
    {
        (this.from, queries, this.first, keys) = (from, to - from, first, end - first);
        origin = (ushort*)scratch - first;
        scratch += Floats(queries, keys);
    }

    public static int Floats(int queries, int keys) => ((((queries + 15) >> 4) * keys >> 1) + 16) & ~15;

    /// <summary>Whether the block holds these pairs: a part that is used within another may be asked about any, and may not have been told
    /// of the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Holds(Lanes at) => (uint)(at.Key - first) < (uint)keys && (uint)(at.Query - from) < (uint)queries;

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
