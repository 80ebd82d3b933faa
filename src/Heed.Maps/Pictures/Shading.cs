namespace Heed.Maps;

/// <summary>A panel as places on the colour bar, shrunk to a number of cells by taking the maximum of squares.</summary>
internal sealed class Shading
{
    /// <summary>The place of a masked cell; NaN is the place of NaN.</summary>
    public const float Masked = -1;

    private readonly float[] places;

    public Shading(Picture picture, Panel panel, int factor)
    {
        Factor = factor;
        Rows = (panel.Queries + factor - 1) / factor;
        Columns = (panel.Keys + factor - 1) / factor;
        places = new float[Rows * Columns];
        Array.Fill(places, Masked);
        for (var query = 0; query < panel.Queries; query++)
        {
            var weights = panel.Row(query);
            var to = places.AsSpan(query / factor * Columns, Columns);
            for (var key = 0; key < weights.Length; key++)
            {
                if (panel.IsMasked(query, key)) continue;
                ref var place = ref to[key / factor];
                var own = float.IsNaN(weights[key]) ? float.NaN : (float)picture.Domain.Position(panel, query, weights[key]);
                place = place == Masked ? own : Join(place, own, picture.Domain.Signed);
            }
        }
    }

    public int Factor { get; }

    public int Rows { get; }

    public int Columns { get; }

    public float this[int row, int column] => places[row * Columns + column];

    /// <summary>The smallest square that brings a map into so many rows and columns.</summary>
    public static int FactorFor(int queries, int keys, int rows, int columns) =>
        Math.Max(1, Math.Max((queries + rows - 1) / rows, (keys + columns - 1) / columns));

    public static string Note(int factor) => $"Each cell is the maximum of {factor} × {factor} pairs.";

    private static float Join(float a, float b, bool signed)
    {
        if (float.IsNaN(a) || float.IsNaN(b)) return float.NaN;
        return signed ? Math.Abs(b - 0.5f) > Math.Abs(a - 0.5f) ? b : a : Math.Max(a, b);
    }
}
