namespace Heed.Maps;

/// <summary>One heat map of a picture: a head, or several put together.</summary>
public sealed class Panel
{
    private readonly ReadOnlyMemory<float> weights;
    private readonly MapMask? mask;
    private readonly int plane;

    internal Panel(string name, ReadOnlyMemory<float> weights, int queries, int keys, MapMask? mask, int plane)
    {
        (Name, Queries, Keys) = (name, queries, keys);
        (this.weights, this.mask, this.plane) = (weights, mask, plane);
    }

    /// <summary>What is shown, for example <c>head 2</c> or <c>mean of 4 heads</c>.</summary>
    public string Name { get; }

    /// <summary>The number of rows.</summary>
    public int Queries { get; }

    /// <summary>The number of columns.</summary>
    public int Keys { get; }

    /// <summary>Whether any pair is masked.</summary>
    public bool HasMask => mask is not null;

    /// <summary>The weights of one query; those behind the mask have no meaning.</summary>
    /// <param name="query">The row, from 0.</param>
    public ReadOnlySpan<float> Row(int query) => weights.Span.Slice(query * Keys, Keys);

    /// <summary>Whether the query may not read the key.</summary>
    /// <param name="query">The row, from 0.</param>
    /// <param name="key">The column, from 0.</param>
    public bool IsMasked(int query, int key) => mask is not null && mask.IsMasked(plane, query, key);

    /// <summary>The number of keys that the query may read.</summary>
    internal int Visible(int query)
    {
        if (mask is null) return Keys;
        var visible = 0;
        for (var key = 0; key < Keys; key++) if (!mask.IsMasked(plane, query, key)) visible++;
        return visible;
    }

    /// <summary>The smallest and the largest number of a row outside the mask, NaN left out; 0 and 0 when there is none.</summary>
    internal (float Low, float High, bool NaN) Range(int query)
    {
        var row = Row(query);
        var (low, high, nan) = (float.PositiveInfinity, float.NegativeInfinity, false);
        for (var key = 0; key < row.Length; key++)
        {
            if (IsMasked(query, key)) continue;
            nan |= float.IsNaN(row[key]);
            if (row[key] < low) low = row[key];
            if (row[key] > high) high = row[key];
        }
        return low > high ? (0, 0, nan) : (low, high, nan);
    }
}
