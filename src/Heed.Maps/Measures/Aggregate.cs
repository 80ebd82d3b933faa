namespace Heed.Maps;

/// <summary>
/// Puts the heads of a layer together into one map. Keys that one head masks and another does not count as 0 for the one.
/// </summary>
public static class Aggregate
{
    /// <summary>The mean over the heads.</summary>
    /// <param name="map">The map; it is only read.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <returns>queries × keys numbers in row-major order; NaN where any head has NaN.</returns>
    public static float[] Mean(AttentionMap map, int layer)
    {
        ArgumentNullException.ThrowIfNull(map);
        var mean = new float[map.Queries * map.Keys];
        for (var head = 0; head < map.Heads; head++) Fold(map, layer, head, mean, (sum, weight) => sum + weight);
        for (var i = 0; i < mean.Length; i++) mean[i] /= map.Heads;
        return mean;
    }

    /// <summary>For every pair the weight that is largest by |w|, with its sign.</summary>
    /// <param name="map">The map; it is only read.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <returns>queries × keys numbers in row-major order; NaN where any head has NaN.</returns>
    public static float[] Max(AttentionMap map, int layer)
    {
        ArgumentNullException.ThrowIfNull(map);
        var max = new float[map.Queries * map.Keys];
        for (var head = 0; head < map.Heads; head++)
            Fold(map, layer, head, max, (best, weight) => Math.Abs(weight) <= Math.Abs(best) || float.IsNaN(best) ? best : weight);
        return max;
    }

    private static void Fold(AttentionMap map, int layer, int head, float[] into, Func<float, float, float> join)
    {
        var weights = map.Head(layer, head);
        var mask = map.Mask is { Planes: > 1 } own ? own : null;
        for (var i = 0; i < into.Length; i++)
            if (mask is null || !mask.IsMasked(layer * map.Heads + head, i / map.Keys, i % map.Keys)) into[i] = join(into[i], weights[i]);
    }
}
