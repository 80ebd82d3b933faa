namespace Heed.Maps;

/// <summary>
/// How spread a query's reading is. Masked keys are absent. Signed weights count by their size |w|, and the row is divided by its
/// sum, so rows that do not sum to one are measured by their proportions. A row that reads nothing has entropy 0 and 0 effective
/// keys; a row with NaN gives NaN.
/// </summary>
public static class Entropy
{
    /// <summary>The entropy of one row in bits: 0 when one key gets everything, log2(n) when n keys share alike.</summary>
    /// <param name="map">The map; it is only read.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="head">The head, from 0.</param>
    /// <param name="query">The row, from 0.</param>
    public static double Bits(AttentionMap map, int layer, int head, int query)
    {
        var row = new MapRow(map, layer, head, query);
        var sum = row.Sum();
        if (double.IsNaN(sum)) return double.NaN;
        var bits = 0.0;
        for (var key = 0; key < row.Length; key++)
        {
            var size = row.Size(key);
            if (size > 0) bits -= size / sum * Math.Log2(size / sum);
        }
        return Math.Max(0, bits);
    }

    /// <summary>
    /// The effective number of keys, 2 to the power of the entropy: 1 when one key gets everything, n when n keys share
    /// alike, 0 for an empty row.
    /// </summary>
    /// <param name="map">The map; it is only read.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="head">The head, from 0.</param>
    /// <param name="query">The row, from 0.</param>
    public static double EffectiveKeys(AttentionMap map, int layer, int head, int query) =>
        new MapRow(map, layer, head, query).Sum() == 0 ? 0 : Math.Pow(2, Bits(map, layer, head, query));
}
