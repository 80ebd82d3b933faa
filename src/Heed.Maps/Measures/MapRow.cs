namespace Heed.Maps;

/// <summary>One row as the measures see it: sizes |w|, masked keys absent.</summary>
internal readonly ref struct MapRow
{
    private readonly ReadOnlySpan<float> weights;
    private readonly MapMask? mask;
    private readonly int plane;
    private readonly int query;

    public MapRow(AttentionMap map, int layer, int head, int query)
    {
        weights = map.Row(layer, head, query);
        mask = map.Mask;
        plane = layer * map.Heads + head;
        this.query = query;
    }

    public int Length => weights.Length;

    public bool IsMasked(int key) => mask is not null && mask.IsMasked(plane, query, key);

    public float Weight(int key) => weights[key];

    public double Size(int key) => IsMasked(key) ? 0 : Math.Abs((double)weights[key]);

    public double Sum()
    {
        var sum = 0.0;
        for (var key = 0; key < weights.Length; key++) sum += Size(key);
        return sum;
    }
}
