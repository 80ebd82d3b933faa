namespace Heed.Maps;

/// <summary>One key that a query reads.</summary>
/// <param name="Key">The column, from 0.</param>
/// <param name="Weight">Its weight as the map holds it, with its sign.</param>
public readonly record struct KeyWeight(int Key, float Weight);

/// <summary>The keys that a query reads most.</summary>
public static class TopKeys
{
    /// <summary>
    /// The largest weights of a row by size |w|, largest first; equal ones in the order of the keys. Masked keys and NaN are left out.
    /// </summary>
    /// <param name="map">The map; it is only read.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="head">The head, from 0.</param>
    /// <param name="query">The row, from 0.</param>
    /// <param name="count">How many at most; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1, or there is no such row.</exception>
    public static IReadOnlyList<KeyWeight> Of(AttentionMap map, int layer, int head, int query, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var row = new MapRow(map, layer, head, query);
        var seen = new List<KeyWeight>(row.Length);
        for (var key = 0; key < row.Length; key++)
            if (!row.IsMasked(key) && !float.IsNaN(row.Weight(key))) seen.Add(new(key, row.Weight(key)));
        return [.. seen.OrderByDescending(k => Math.Abs(k.Weight)).ThenBy(k => k.Key).Take(count)];
    }
}
