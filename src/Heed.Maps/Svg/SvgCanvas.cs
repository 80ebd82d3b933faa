using System.Globalization;
using System.Text;

namespace Heed.Maps;

/// <summary>Writes SVG elements.</summary>
internal sealed class SvgCanvas(Picture picture, TextWriter writer) : ICanvas
{
    private const int MostTitled = 4096;

    public void Fill(Box box, Rgb colour) => writer.WriteLine($"<rect {Place(box)} fill=\"{colour.Hex}\"/>");

    public void Hatch(Box box) => writer.WriteLine($"<rect {Place(box)} fill=\"url(#masked)\"/>");

    public void Line(double x1, double y1, double x2, double y2, Rgb colour, double width) =>
        writer.WriteLine($"<path d=\"M{Show(x1)} {Show(y1)}L{Show(x2)} {Show(y2)}\" stroke=\"{colour.Hex}\" "
            + $"stroke-width=\"{Show(width)}\"/>");

    public void Text(string text, double x, double y, TextStyle style)
    {
        var anchor = style.Anchor switch { Anchor.Middle => " text-anchor=\"middle\"", Anchor.End => " text-anchor=\"end\"", _ => "" };
        var weight = style.Bold ? " font-weight=\"bold\"" : "";
        var place = style.Angle == 0
            ? $"x=\"{Show(x)}\" y=\"{Show(y)}\""
            : $"transform=\"translate({Show(x)} {Show(y)}) rotate({Show(style.Angle)})\"";
        writer.WriteLine($"<text {place} font-size=\"{Show(style.Size)}\" "
            + $"fill=\"{style.Colour.Hex}\"{anchor}{weight}>{Escape(text)}</text>");
    }

    public void Cells(Panel panel, Shading shading, Box box)
    {
        var cell = box.Width / shading.Columns;
        writer.WriteLine($"<g transform=\"translate({Show(box.X)} {Show(box.Y)})\" shape-rendering=\"crispEdges\">");
        if (shading.Factor == 1 && shading.Rows * shading.Columns <= MostTitled) WriteRects(panel, shading, cell);
        else WritePaths(shading, cell);
        writer.WriteLine("</g>");
    }

    public static string Show(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Text for XML: markup escaped, characters that XML cannot hold replaced.</summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '<': safe.Append("&lt;"); break;
                case '>': safe.Append("&gt;"); break;
                case '&': safe.Append("&amp;"); break;
                case '"': safe.Append("&quot;"); break;
                case < ' ' or 0x7F or 0xFFFE or 0xFFFF: safe.Append('\uFFFD'); break;
                default: safe.Append(rune); break;
            }
        }
        return safe.ToString();
    }

    private void WriteRects(Panel panel, Shading shading, double cell)
    {
        for (var row = 0; row < shading.Rows; row++)
            for (var column = 0; column < shading.Columns; column++)
            {
                var what = panel.IsMasked(row, column) ? "masked" : panel.Row(row)[column].ToString("R", CultureInfo.InvariantCulture);
                var label = $"query ‘{picture.Map.QueryLabels[row].Shown}’ ({row}) → key ‘{picture.Map.KeyLabels[column].Shown}’ "
                    + $"({column}): {what}";
                writer.Write($"<rect {Place(new(column * cell, row * cell, cell, cell))} fill=\"{Paint(shading[row, column])}\">");
                writer.WriteLine($"<title>{Escape(label)}</title></rect>");
                if (float.IsNaN(shading[row, column])) Cross(column * cell, row * cell, cell);
            }
    }

    private void WritePaths(Shading shading, double cell)
    {
        var paths = new Dictionary<string, StringBuilder>();
        var order = new List<string>();
        for (var row = 0; row < shading.Rows; row++)
            for (int column = 0, end; column < shading.Columns; column = end)
            {
                var paint = Paint(shading[row, column]);
                for (end = column + 1; end < shading.Columns && Paint(shading[row, end]) == paint;) end++;
                if (!paths.TryGetValue(paint, out var path))
                {
                    paths.Add(paint, path = new());
                    order.Add(paint);
                }
                path.Append(CultureInfo.InvariantCulture,
                    $"M{Show(column * cell)} {Show(row * cell)}h{Show((end - column) * cell)}v{Show(cell)}H{Show(column * cell)}z");
            }
        foreach (var paint in order) writer.WriteLine($"<path fill=\"{paint}\" d=\"{paths[paint]}\"/>");
    }

    private void Cross(double x, double y, double cell)
    {
        var (a, b) = (cell * 0.25, cell * 0.75);
        var d = $"M{Show(x + a)} {Show(y + a)}L{Show(x + b)} {Show(y + b)}M{Show(x + b)} {Show(y + a)}L{Show(x + a)} {Show(y + b)}";
        writer.WriteLine($"<path d=\"{d}\" stroke=\"#ffffff\"/>");
    }

    private string Paint(float place) => place == Shading.Masked ? "url(#masked)"
        : float.IsNaN(place) ? picture.Palette.NaN.Hex
        : picture.Palette.Cells.At(place).Hex;

    private static string Place(Box box) =>
        $"x=\"{Show(box.X)}\" y=\"{Show(box.Y)}\" width=\"{Show(box.Width)}\" height=\"{Show(box.Height)}\"";
}
