using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Heed.Kernels;

/// <summary>A block's numbers, transposed: a row for each key, so that a register's queries lie side by side.</summary>
internal readonly unsafe struct FloatScratch
{
    private readonly float* origin;                                                 // where the first query and key 0 would be
    private readonly int from, queries, first, keys;

    /// <summary>Takes what it needs, and moves the scratch on behind it.</summary>
    public FloatScratch(ref float* scratch, float* rows, nint step, int from, int to, int first, int end)
    {
        (this.from, queries, this.first, keys) = (from, to - from, first, end - first);
        origin = scratch - ((nint)first * Wide(queries));
        var ones = scratch + (Wide(queries) * keys);
        new Span<float>(ones, keys).Fill(1);
        Transpose.Run<Simd128, Vector128<float>>(rows, step, queries, keys, ones, scratch, Wide(queries));
        scratch += Floats(queries, keys);
    }

    public static int Floats(int queries, int keys) => (Wide(queries) * keys) + Wide(keys);

    /// <summary>Whether the block holds these pairs: a part that is used within another may be asked about any, and may not have been told
    /// of the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Holds(Lanes at) => (uint)(at.Key - first) < (uint)keys && (uint)(at.Query - from) < (uint)queries;

    /// <summary>Where the numbers of a register of queries and one key lie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* At(Lanes at) => origin + ((nint)at.Key * Wide(queries)) + (at.Query - from);

    private static int Wide(int lanes) => (lanes + 15) & ~15;
}
