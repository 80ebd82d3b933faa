using System.Runtime.InteropServices;

namespace Heed.Kernels;

/// <summary>Room for the keys and the values of some tokens of one sequence, head by head: numbers first, then scales where there are
/// such. It does not move, and each of its parts begins at a cache line.</summary>
internal sealed unsafe class Storage
{
    private const int Line = 64;

    private readonly byte[] memory;                                                 // keeps the pointers valid
    private readonly CacheLayout layout;
    private readonly int tokens;

    /// <summary>Makes room.</summary>
    /// <param name="layout">What is kept of a token.</param>
    /// <param name="tokens">Tokens.</param>
    /// <exception cref="InvalidOperationException">They are more than an array can hold.</exception>
    public Storage(CacheLayout layout, int tokens)
    {
        (this.layout, this.tokens) = (layout, tokens);
        var (keys, values, scales, all) = Sizes(layout, tokens);
        memory = GC.AllocateUninitializedArray<byte>(all, pinned: true);
        K = (byte*)(((nuint)Start + Line - 1) & ~(nuint)(Line - 1));
        V = layout.ValuesInKeys ? K : K + keys;
        if (!layout.HasScales) return;
        KScales = (float*)(K + keys + values);
        VScales = layout.ValuesInKeys ? KScales : KScales + scales / sizeof(float);
    }

    public byte* K { get; }
    public byte* V { get; }
    public float* KScales { get; }
    public float* VScales { get; }

    /// <summary>How many bytes all of it takes.</summary>
    /// <exception cref="InvalidOperationException">They are more than an array can hold.</exception>
    public static int Bytes(CacheLayout layout, int tokens) => Sizes(layout, tokens).All;

    /// <summary>The most tokens that fit in an array.</summary>
    public static int Most(CacheLayout layout) => (int)((Array.MaxLength - 5L * Line) / layout.BytesPerToken);

    /// <summary>Some keys or values from a pointer into the memory on, where they are floats.</summary>
    public ReadOnlySpan<float> Floats(byte* start, int floats)
        => MemoryMarshal.Cast<byte, float>(memory.AsSpan((int)(start - Start), floats * sizeof(float)));

    /// <summary>Keeps a head's token.</summary>
    public void Write(int group, int slot, float* key, float* value)
    {
        var at = (nint)group * tokens + slot;
        Numbers.Write(layout.Precision, key, layout.Width, K + at * layout.KeyBytes, KScales + at);
        if (!layout.ValuesInKeys) Numbers.Write(layout.Precision, value, layout.ValueWidth, V + at * layout.ValueBytes, VScales + at);
    }

    /// <summary>Copies a head's token out.</summary>
    public void Read(int group, int slot, float* key, float* value)
    {
        var at = (nint)group * tokens + slot;
        Numbers.Read(layout.Precision, K + at * layout.KeyBytes, KScales + at, layout.Width, key);
        Numbers.Read(layout.Precision, V + at * (layout.ValuesInKeys ? layout.KeyBytes : layout.ValueBytes), VScales + at,
            layout.ValueWidth, value);
    }

    /// <summary>Copies the first tokens of all heads to another room, as they are.</summary>
    public void CopyTo(Storage to, int count)
    {
        for (nint g = 0; g < layout.Groups; g++)
        {
            Copy(K + g * tokens * layout.KeyBytes, to.K + g * to.tokens * layout.KeyBytes, (long)count * layout.KeyBytes);
            if (!layout.ValuesInKeys)
                Copy(V + g * tokens * layout.ValueBytes, to.V + g * to.tokens * layout.ValueBytes, (long)count * layout.ValueBytes);
            if (!layout.HasScales) continue;
            Copy((byte*)(KScales + g * tokens), (byte*)(to.KScales + g * to.tokens), (long)count * sizeof(float));
            if (!layout.ValuesInKeys)
                Copy((byte*)(VScales + g * tokens), (byte*)(to.VScales + g * to.tokens), (long)count * sizeof(float));
        }
    }

    /// <summary>A run of tokens from one on.</summary>
    public Segment From(int slot, int position, int count)
        => new(K + (nint)slot * layout.KeyBytes, V + (nint)slot * (layout.ValuesInKeys ? layout.KeyBytes : layout.ValueBytes), position,
            count, layout.HasScales ? KScales + slot : null, layout.HasScales ? VScales + slot : null);

    private byte* Start => (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);

    private static (int Keys, int Values, int Scales, int All) Sizes(CacheLayout layout, int tokens)
    {
        var heads = (Int128)layout.Groups * tokens;
        var (keys, values) = (Lines(heads * layout.KeyBytes), Lines(layout.ValuesInKeys ? 0 : heads * layout.ValueBytes));
        var scales = Lines(layout.HasScales ? heads * sizeof(float) : 0);
        var all = keys + values + (layout.ValuesInKeys ? 1 : 2) * scales + Line;
        return all <= Array.MaxLength ? ((int)keys, (int)values, (int)scales, (int)all)
            : throw new InvalidOperationException($"{tokens} tokens of {layout.Groups} heads need {all} bytes in one piece, more than an "
                + "array can hold: give fewer, in a PagedCache with pages of few tokens, or keep less of each number.");
    }

    private static Int128 Lines(Int128 bytes) => (bytes + Line - 1) / Line * Line;

    private static void Copy(byte* from, byte* to, long bytes) => Buffer.MemoryCopy(from, to, bytes, bytes);
}
