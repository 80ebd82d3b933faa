using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>Room for the keys and the values of some tokens of one sequence, head by head.
/// It does not move, and begins at a cache line.</summary>
internal sealed unsafe class Storage
{
    private readonly float[] memory;                                                // keeps K and V valid

    /// <summary>Makes room.</summary>
    /// <param name="groups">KV heads.</param>
    /// <param name="tokens">Tokens.</param>
    /// <param name="width">Features of a key.</param>
    /// <param name="valueWidth">Features of a value.</param>
    /// <exception cref="InvalidOperationException">They are more than an array can hold.</exception>
    public Storage(int groups, int tokens, int width, int valueWidth)
    {
        var (keys, floats) = Floats(groups, tokens, width, valueWidth);
        memory = GC.AllocateUninitializedArray<float>(floats, pinned: true);
        K = (float*)(((nuint)Start + 63) & ~(nuint)63);
        V = K + keys;
    }

    /// <summary>How many floats the keys take, up to a cache line, and how many all of it.</summary>
    /// <exception cref="InvalidOperationException">They are more than an array can hold.</exception>
    public static (int Keys, int All) Floats(int groups, int tokens, int width, int valueWidth)
    {
        var keys = ((Int128)groups * tokens * width + 15) / 16 * 16;
        var floats = keys + (Int128)groups * tokens * valueWidth + 16;
        return floats <= Array.MaxLength ? ((int)keys, (int)floats)
            : throw new InvalidOperationException($"{tokens} tokens of {groups} heads need {floats} floats in one piece, more than an "
                + "array can hold: give fewer, in a PagedCache with pages of few tokens.");
    }

    /// <summary>The most tokens of which both fit in an array.</summary>
    public static int Most(int groups, int width, int valueWidth) => (int)((Array.MaxLength - 31L) / ((long)groups * (width + valueWidth)));

    /// <summary>The floats from a pointer into the memory on.</summary>
    public ReadOnlySpan<float> From(float* start, int floats)
        => memory.AsSpan((int)(start - Start), floats);

    private float* Start => (float*)Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);

    public float* K { get; }
    public float* V { get; }
}
