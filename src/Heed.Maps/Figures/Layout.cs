namespace Heed.Maps;

/// <summary>Where everything of a figure stands.</summary>
internal sealed class Layout
{
    public const double Margin = 22;
    public const double TitleSize = 16;
    public const double TitleLine = 21;
    public const double CaptionSize = 10;
    public const double CaptionLine = 14.5;
    public const double AxisTitleSize = 10.5;
    public const double Gap = 26;

    private const double BarRoom = 92;
    private const double LeastWidth = 460;

    public Layout(Picture picture, int mostCells)
    {
        var (map, count) = (picture.Map, picture.Panels.Count);
        var across = count switch { 1 => 1, <= 4 => 2, <= 9 => 3, _ => 4 };
        var room = count switch { 1 => 620, <= 2 => 420, <= 4 => 340, _ => 230 };
        Factor = Shading.FactorFor(map.Queries, map.Keys, Math.Min(room, mostCells), Math.Min(room, mostCells));
        var (rows, columns) = ((map.Queries + Factor - 1) / Factor, (map.Keys + Factor - 1) / Factor);
        Cell = Math.Clamp(Math.Floor((double)room / Math.Max(rows, columns)), 1, 44);
        Rows = AxisPlan.Rows(map.QueryLabels, Cell, Factor);
        Columns = AxisPlan.Columns(map.KeyLabels, Cell, Factor);
        var left = Math.Ceiling(18 + Rows.Extent + 8);
        var top = Math.Ceiling((count > 1 ? 24 : 0) + 16 + Columns.Extent + 4);
        var overhang = Math.Ceiling(Math.Max(0, Columns.Overhang(map.KeyLabels) - Cell));
        var step = (X: left + columns * Cell + Math.Max(Gap, overhang), Y: top + rows * Cell + Gap);
        Width = Math.Max(LeastWidth, Margin * 2 + across * step.X + BarRoom);
        TitleLines = [.. Wrap.Lines(picture.Title, Width - 2 * Margin, t => TextSize.Width(t, TitleSize) * 1.08)];
        var start = Margin + TitleLines.Length * TitleLine + 22;
        Panels = [.. picture.Panels.Select((_, i) =>
            new Box(Margin + i % across * step.X + left, start + i / across * step.Y + top, columns * Cell, rows * Cell))];
        var bottom = Panels.Max(p => p.Bottom);
        var right = Panels.Max(p => p.Right) + Math.Max(Gap, overhang);
        Bar = new(right, Panels[0].Y, 12, Math.Clamp(bottom - Panels[0].Y, 90, 240));
        Caption = [.. picture.Caption.Concat(Factor > 1 ? [Shading.Note(Factor)] : Array.Empty<string>())
            .SelectMany(line => Wrap.Lines(line, Width - 2 * Margin, t => TextSize.Width(t, CaptionSize)))];
        CaptionTop = Math.Max(bottom, Bar.Bottom + 44) + 24;
        Height = Math.Ceiling(CaptionTop + Caption.Length * CaptionLine + Margin - 8);
        Width = Math.Ceiling(Width);
    }

    public double Width { get; }

    public double Height { get; }

    public int Factor { get; }

    public double Cell { get; }

    public AxisPlan Rows { get; }

    public AxisPlan Columns { get; }

    public string[] TitleLines { get; }

    public Box[] Panels { get; }

    public Box Bar { get; }

    public string[] Caption { get; }

    public double CaptionTop { get; }
}
