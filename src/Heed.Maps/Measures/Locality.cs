namespace Heed.Maps;

/// <summary>How far a query reads.</summary>
public static class Locality
{
    /// <summary>
    /// The mean distance |i − j| in units (tokens or characters), weighted by the row: query i stands at key position
    /// i + (keys − queries). Masked keys are absent, signed weights count by |w|, the row is divided by its sum; an empty row gives 0 and
    /// a row with NaN gives NaN.
    /// </summary>
    /// <param name="map">The map; it is only read.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="head">The head, from 0.</param>
    /// <param name="query">The row, from 0.</param>
    public static double MeanDistance(AttentionMap map, int layer, int head, int query)
    {
        var row = new MapRow(map, layer, head, query);
        var (sum, weighted) = (0.0, 0.0);
        for (var key = 0; key < row.Length; key++)
        {
            var size = row.Size(key);
            sum += size;
            weighted += size * Math.Abs(query + map.Offset - key);
        }
        return sum == 0 ? 0 : weighted / sum;
    }
}
