using System.Text;

namespace Heed.Maps;

/// <summary>
/// Scalable vector graphics: text as text, a title, a description and the numbers as JSON inside. Maps above 256 cells a side are shrunk by
/// maxima, which the caption says; numbers are embedded for up to 262,144 weights, and where they are not the description says so.
/// </summary>
public sealed class SvgRenderer : IRenderer
{
    private const int MostCells = 256;
    private const int MostEmbedded = 1 << 18;

    /// <inheritdoc/>
    public string Extension => ".svg";

    /// <inheritdoc/>
    public void Write(Picture picture, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(stream);
        var layout = new Layout(picture, MostCells);
        var embed = picture.Map.Weights.Length <= MostEmbedded;
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var (w, h) = (SvgCanvas.Show(layout.Width), SvgCanvas.Show(layout.Height));
        writer.WriteLine($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\"");
        writer.WriteLine("  font-family=\"'DejaVu Sans', 'Helvetica Neue', Helvetica, Arial, sans-serif\">");
        writer.WriteLine($"<title>{SvgCanvas.Escape(picture.Title)}</title>");
        var omitted = embed ? "" : " The numbers are too many to embed; save the map as .json for them.";
        writer.WriteLine($"<desc>{SvgCanvas.Escape(string.Join(' ', picture.Caption) + omitted)}</desc>");
        if (embed) WriteData(picture, writer);
        writer.WriteLine("<style>text{unicode-bidi:isolate}</style>");
        writer.WriteLine("<defs><pattern id=\"masked\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">");
        writer.WriteLine($"<rect width=\"5\" height=\"5\" fill=\"{picture.Palette.Masked.Hex}\"/>");
        writer.WriteLine($"<path d=\"M-1 6L6 -1M-1 1L1 -1M4 6L6 4\" stroke=\"{picture.Palette.Hatch.Hex}\" stroke-width=\".8\"/>"
            + "</pattern></defs>");
        new Figure(picture, layout, new SvgCanvas(picture, writer)).Draw();
        writer.WriteLine("</svg>");
    }

    private static void WriteData(Picture picture, StreamWriter writer)
    {
        using var json = new MemoryStream();
        MapJson.Write(picture.Map, json);
        writer.Write("<metadata>");
        writer.Write(Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length));
        writer.WriteLine("</metadata>");
    }
}
