namespace Heed.Maps;

/// <summary>
/// Which part of a row goes to certain keys, from 0 to 1. Masked keys are absent, signed weights count by |w|, the row is divided by its
/// sum; an empty row gives 0 and a row with NaN gives NaN.
/// </summary>
public static class Share
{
    /// <summary>The share of the first key, where many trained models put what they do not need.</summary>
    /// <param name="map">The map; it is only read.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="head">The head, from 0.</param>
    /// <param name="query">The row, from 0.</param>
    public static double FirstKey(AttentionMap map, int layer, int head, int query)
    {
        var row = new MapRow(map, layer, head, query);
        var sum = row.Sum();
        return sum == 0 ? 0 : row.Size(0) / sum;
    }

    /// <summary>The share of all keys whose text equals the query's, the query's own position included.</summary>
    /// <param name="map">The map; it is only read.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="head">The head, from 0.</param>
    /// <param name="query">The row, from 0.</param>
    public static double SameToken(AttentionMap map, int layer, int head, int query)
    {
        var row = new MapRow(map, layer, head, query);
        var text = map.QueryLabels[query].Text;
        var (sum, same) = (0.0, 0.0);
        for (var key = 0; key < row.Length; key++)
        {
            sum += row.Size(key);
            if (string.Equals(map.KeyLabels[key].Text, text, StringComparison.Ordinal)) same += row.Size(key);
        }
        return sum == 0 ? 0 : same / sum;
    }
}
