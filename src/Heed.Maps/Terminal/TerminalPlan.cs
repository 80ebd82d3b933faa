using System.Globalization;

namespace Heed.Maps;

/// <summary>How a panel is fitted into a window.</summary>
internal sealed record TerminalPlan(TerminalCells Cells, int Factor, int Labels, int Indices)
{
    private const int Surroundings = 12;
    private const int LeastRows = 6;
    private const int LongestLabel = 12;

    /// <summary>The columns left of the cells.</summary>
    public int Gutter => Labels + Indices + 2;

    public int CellWidth => Cells == TerminalCells.Wide ? 2 : 1;

    public static TerminalPlan Of(AttentionMap map, TerminalOptions options)
    {
        var indices = (map.Queries - 1).ToString(CultureInfo.InvariantCulture).Length;
        var widest = Math.Min(map.QueryLabels.Max(l => Columns.Of(l.Short(LongestLabel))), Math.Min(LongestLabel + 2, options.Width / 3));
        var rows = Math.Max(LeastRows, options.Height - Surroundings);
        var wide = new TerminalPlan(TerminalCells.Wide, 1, widest, indices);
        if (wide.Gutter + 2 * map.Keys <= options.Width && map.Queries <= rows) return wide;
        var cells = options.Depth == ColourDepth.Ascii ? TerminalCells.Thin : TerminalCells.Half;
        var single = map.QueryLabels.All(l => Columns.Of(l.Shown) == 1);
        var labels = cells == TerminalCells.Half ? single ? 2 : 0 : widest;
        var plan = new TerminalPlan(cells, 1, labels, indices);
        var factor = Shading.FactorFor(map.Queries, map.Keys, cells == TerminalCells.Half ? 2 * rows : rows, options.Width - plan.Gutter);
        return factor == 1 ? plan : plan with
        {
            Labels = 0,
            Factor = Shading.FactorFor(map.Queries, map.Keys, cells == TerminalCells.Half ? 2 * rows : rows, options.Width - indices - 2),
        };
    }
}

/// <summary>How one cell is drawn: two columns wide; half a row high, two cells to a character; or one character.</summary>
internal enum TerminalCells { Wide, Half, Thin }
