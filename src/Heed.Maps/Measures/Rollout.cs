namespace Heed.Maps;

/// <summary>
/// Attention rollout (Abnar and Zuidema 2020): the mean over the heads of each layer, mixed with the identity for the residual path, rows
/// divided by their sum, multiplied through the layers. Entry (i, j) is how much of input j reaches position i after the last layer.
/// </summary>
public static class Rollout
{
    /// <summary>Computes the rollout of the layers 0 … <paramref name="layer"/>, in double precision.</summary>
    /// <param name="map">A map with as many queries as keys and no negative weights; it is only read.</param>
    /// <param name="layer">The last layer, from 0.</param>
    /// <param name="residual">The part that passes by each layer: ½ as in the paper, 0 for none.</param>
    /// <returns>queries × keys numbers in row-major order, float32.</returns>
    /// <exception cref="ArgumentException">
    /// The map is rectangular or signed, where rollout has no meaning, or <paramref name="residual"/> is outside 0 … 1.
    /// </exception>
    public static float[] Of(AttentionMap map, int layer, double residual = 0.5)
    {
        ArgumentNullException.ThrowIfNull(map);
        MapChecks.Index(layer, map.Layers, nameof(layer));
        if (map.Queries != map.Keys)
            throw new ArgumentException($"Rollout needs as many queries as keys; the map has {map.Queries} and {map.Keys}.", nameof(map));
        if (map.Signed) throw new ArgumentException("Rollout needs weights that are not negative; the map is signed.", nameof(map));
        if (residual is not (>= 0 and <= 1))
            throw new ArgumentException($"The residual part must be 0 … 1; it is {residual}.", nameof(residual));
        var n = map.Queries;
        var total = Layer(map, 0, residual);
        for (var l = 1; l <= layer; l++) total = Product(Layer(map, l, residual), total, n);
        return Array.ConvertAll(total, x => (float)x);
    }

    private static double[] Layer(AttentionMap map, int layer, double residual)
    {
        var n = map.Queries;
        var mixed = new double[n * n];
        for (var query = 0; query < n; query++)
        {
            var row = mixed.AsSpan(query * n, n);
            for (var head = 0; head < map.Heads; head++)
            {
                var from = new MapRow(map, layer, head, query);
                for (var key = 0; key < n; key++) row[key] += from.Size(key) * (1 - residual) / map.Heads;
            }
            row[query] += residual;
            var sum = 0.0;
            foreach (var x in row) sum += x;
            if (sum == 0) continue;
            for (var key = 0; key < n; key++) row[key] /= sum;
        }
        return mixed;
    }

    private static double[] Product(double[] left, double[] right, int n)
    {
        var product = new double[n * n];
        Parallel.For(0, n, i =>
        {
            var to = product.AsSpan(i * n, n);
            for (var m = 0; m < n; m++)
            {
                var factor = left[i * n + m];
                if (factor == 0) continue;
                var from = right.AsSpan(m * n, n);
                for (var j = 0; j < n; j++) to[j] += factor * from[j];
            }
        });
        return product;
    }
}
