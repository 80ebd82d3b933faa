using System.Numerics;

namespace Heed.Maps;

/// <summary>
/// Which pairs of a query and a key may not meet: one bit each, either one plane that all heads share or one plane for every layer and
/// head. Masked is a fact of its own: it is neither the weight 0 nor NaN.
/// </summary>
public sealed class MapMask
{
    private readonly ulong[] bits;
    private readonly int words;

    private MapMask(int planes, int queries, int keys)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(planes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(queries, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(keys, 1);
        (Planes, Queries, Keys) = (planes, queries, keys);
        words = checked((int)(((long)queries * keys + 63) / 64));
        bits = new ulong[checked(planes * words)];
    }

    /// <summary>1 when all heads share the mask, otherwise layers × heads, layer by layer.</summary>
    public int Planes { get; }

    /// <summary>The number of rows.</summary>
    public int Queries { get; }

    /// <summary>The number of columns.</summary>
    public int Keys { get; }

    /// <summary>
    /// Makes a mask from booleans in row-major order, plane after plane; as everywhere in Heed, true means <em>may attend</em>.
    /// </summary>
    /// <param name="visible">planes × queries × keys booleans.</param>
    /// <param name="queries">The number of rows.</param>
    /// <param name="keys">The number of columns.</param>
    /// <param name="planes">1 for a mask that all heads share, otherwise layers × heads.</param>
    /// <exception cref="ArgumentException"><paramref name="visible"/> does not have planes × queries × keys elements.</exception>
    public static MapMask FromVisible(ReadOnlySpan<bool> visible, int queries, int keys, int planes = 1)
    {
        var mask = new MapMask(planes, queries, keys);
        var area = (long)queries * keys;
        if (visible.Length != planes * area)
            throw new ArgumentException($"{visible.Length} booleans given, {planes} × {queries} × {keys} = {planes * area} expected.",
                nameof(visible));
        for (var i = 0; i < visible.Length; i++)
            if (!visible[i]) mask.Set((int)(i / area), i % area);
        return mask;
    }

    /// <summary>The causal mask: query i may read key j when j ≤ i + (keys − queries), so that the last query sees every key.</summary>
    /// <param name="queries">The number of rows.</param>
    /// <param name="keys">The number of columns.</param>
    public static MapMask Causal(int queries, int keys)
    {
        var mask = new MapMask(1, queries, keys);
        for (var q = 0; q < queries; q++)
            for (var k = Math.Max(0, q + keys - queries + 1); k < keys; k++)
                mask.Set(0, (long)q * keys + k);
        return mask;
    }

    /// <summary>Whether the query may not read the key.</summary>
    /// <param name="plane">Layer × heads + head; any value when the mask is shared.</param>
    /// <param name="query">The row.</param>
    /// <param name="key">The column.</param>
    public bool IsMasked(int plane, int query, int key)
    {
        var bit = (long)query * Keys + key;
        return (bits[(Planes == 1 ? 0 : plane * words) + (int)(bit >> 6)] >> (int)(bit & 63) & 1) != 0;
    }

    /// <summary>The number of masked pairs, over all planes.</summary>
    public long Count
    {
        get
        {
            var count = 0L;
            foreach (var word in bits) count += BitOperations.PopCount(word);
            return count;
        }
    }

    /// <summary>The pairs that are masked in every one of the planes first … first + count − 1, as a shared mask.</summary>
    internal MapMask Common(int first, int count)
    {
        if (Planes == 1) return this;
        var common = new MapMask(1, Queries, Keys);
        bits.AsSpan(first * words, words).CopyTo(common.bits);
        for (var plane = first + 1; plane < first + count; plane++)
            for (var w = 0; w < words; w++) common.bits[w] &= bits[plane * words + w];
        return common;
    }

    private void Set(int plane, long bit) => bits[plane * words + (int)(bit >> 6)] |= 1UL << (int)(bit & 63);
}
