namespace Heed.Maps;

/// <summary>The measures of one row, or their means over the rows of a head.</summary>
/// <param name="Entropy">In bits; see <see cref="Maps.Entropy"/>.</param>
/// <param name="EffectiveKeys">2 to the power of the entropy, row by row.</param>
/// <param name="Distance">The mean distance in units; see <see cref="Locality"/>.</param>
/// <param name="FirstKey">The share of the first key, 0 to 1; see <see cref="Share"/>.</param>
/// <param name="SameToken">The share of the keys that read like the query, 0 to 1.</param>
public readonly record struct Measures(double Entropy, double EffectiveKeys, double Distance, double FirstKey, double SameToken)
{
    /// <summary>Measures one row.</summary>
    /// <param name="map">The map; it is only read.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="head">The head, from 0.</param>
    /// <param name="query">The row, from 0.</param>
    public static Measures OfRow(AttentionMap map, int layer, int head, int query) => new(
        Maps.Entropy.Bits(map, layer, head, query),
        Maps.Entropy.EffectiveKeys(map, layer, head, query),
        Locality.MeanDistance(map, layer, head, query),
        Share.FirstKey(map, layer, head, query),
        Share.SameToken(map, layer, head, query));

    /// <summary>Measures one head: the plain mean of every measure over its rows.</summary>
    /// <param name="map">The map; it is only read.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="head">The head, from 0.</param>
    public static Measures OfHead(AttentionMap map, int layer, int head)
    {
        ArgumentNullException.ThrowIfNull(map);
        var total = default(Measures);
        for (var query = 0; query < map.Queries; query++)
        {
            var row = OfRow(map, layer, head, query);
            total = new(total.Entropy + row.Entropy, total.EffectiveKeys + row.EffectiveKeys, total.Distance + row.Distance,
                total.FirstKey + row.FirstKey, total.SameToken + row.SameToken);
        }
        var n = (double)map.Queries;
        return new(total.Entropy / n, total.EffectiveKeys / n, total.Distance / n, total.FirstKey / n, total.SameToken / n);
    }
}
