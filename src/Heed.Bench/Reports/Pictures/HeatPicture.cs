using System.Globalization;
using System.Text;

namespace Heed.Bench.Reports.Pictures;

/// <summary>A heat map as an SVG of rectangles, which stay sharp at any size.</summary>
internal static class HeatPicture
{
    private const int Cell = 26, Left = 64, Top = 26, Right = 8, Bottom = 40;

    /// <summary>Draws values from 0 to 1, or from the least to the greatest where they go beyond.</summary>
    public static string Svg(HeatMap map)
    {
        var finite = map.Values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (Math.Min(0, finite.Min()), Math.Max(1, finite.Max()));
        var (width, height) = (Left + (map.Columns.Count * Cell) + Right, Top + (map.Rows.Count * Cell) + Bottom);
        var svg = new StringBuilder($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" "
            + $"height=\"{height}\" font-family=\"DejaVu Sans, Arial, sans-serif\" font-size=\"9\" fill=\"#656b75\">");
        for (var r = 0; r < map.Rows.Count; r++)
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{Left - 5}\" y=\"{Top + (r * Cell) + (Cell / 2) + 3}\" text-anchor=\"end\">{Html.Text(map.Rows[r])}</text>");
            for (var c = 0; c < map.Columns.Count; c++)
            {
                var value = map.Values[(r * map.Columns.Count) + c];
                var share = double.IsFinite(value) ? (value - low) / (high - low) : 0;
                svg.Append(CultureInfo.InvariantCulture,
                    $"<rect x=\"{Left + (c * Cell)}\" y=\"{Top + (r * Cell)}\" width=\"{Cell - 1}\" height=\"{Cell - 1}\" "
                        + $"fill=\"{(double.IsFinite(value) ? Shade(share) : "#f3d6d6")}\"/>");
                svg.Append(CultureInfo.InvariantCulture,
                    $"<text x=\"{Left + (c * Cell) + (Cell / 2)}\" y=\"{Top + (r * Cell) + (Cell / 2) + 3}\" text-anchor=\"middle\" "
                        + $"font-size=\"8\" fill=\"{(share > 0.5 ? "#fff" : "#1b1e24")}\">{Numbers.Short(value)}</text>");
            }
        }

        for (var c = 0; c < map.Columns.Count; c++)
            svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{Left + (c * Cell) + (Cell / 2)}\" y=\"{Top + (map.Rows.Count * Cell) + 12}\" "
                    + $"text-anchor=\"middle\">{Html.Text(map.Columns[c])}</text>");
        svg.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{Left + (map.Columns.Count * Cell / 2)}\" y=\"{height - 10}\" text-anchor=\"middle\" "
                + $"font-size=\"10\">{Html.Text(map.ColumnName)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"4\" y=\"14\" font-size=\"10\">{Html.Text(map.RowName)}</text></svg>");
        return svg.ToString();
    }

    /// <summary>From paper to blue.</summary>
    private static string Shade(double share)
    {
        var (from, to) = ((R: 243, G: 245, B: 248), (R: 20, G: 62, B: 150));
        return string.Create(CultureInfo.InvariantCulture, $"#{Mix(from.R, to.R):x2}{Mix(from.G, to.G):x2}{Mix(from.B, to.B):x2}");

        int Mix(int a, int b) => (int)Math.Round(a + ((b - a) * Math.Clamp(share, 0, 1)));
    }
}
