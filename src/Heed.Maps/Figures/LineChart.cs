using System.Globalization;
using System.Text;
using SkiaSharp;

namespace Heed.Maps;

/// <summary>One line of a chart.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Values">A value for each category, from 0 on; NaN where there is none.</param>
public sealed record ChartLine(string Name, IReadOnlyList<double> Values);

/// <summary>
/// Lines over ordered categories, such as error rates by length, as <c>.png</c> or <c>.svg</c>. Each line is labelled at its end.
/// </summary>
/// <param name="Title">The heading.</param>
/// <param name="Below">What the categories are.</param>
/// <param name="Beside">What the values are.</param>
/// <param name="Categories">The names of the categories, in order.</param>
/// <param name="Lines">The lines, at most eight.</param>
public sealed record LineChart(string Title, string Below, string Beside, IReadOnlyList<string> Categories, IReadOnlyList<ChartLine> Lines)
{
    private const double Width = 760;
    private const double Height = 420;
    private const double LabelGap = 15;
    private const float Density = 2;

    /// <summary>Colours that people who confuse red and green can tell apart (Okabe and Ito 2008).</summary>
    private static readonly Rgb[] Colours = [Rgb.Of(0x0072b2), Rgb.Of(0xd55e00), Rgb.Of(0x009e73), Rgb.Of(0xcc79a7), Rgb.Of(0xa07800),
        Rgb.Of(0x56b4e9), Rgb.Of(0x444444), Rgb.Of(0xe69f00)];

    private static readonly Box Plot = new(70, 52, 490, 300);

    /// <summary>Saves the chart; the file appears whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">The extension is neither .png nor .svg.</exception>
    /// <exception cref="IOException">The folder is missing or cannot be written to.</exception>
    public void Save(string path)
    {
        var write = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => (Action<Stream>)WritePng,
            ".svg" => WriteSvg,
            var other => throw new ArgumentException($"'{path}': charts are saved as .png or .svg, not as '{other}'.", nameof(path)),
        };
        PictureFile.Write(path, write);
    }

    private void WriteSvg(Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" "
            + $"viewBox=\"0 0 {Width} {Height}\" role=\"img\" font-family=\"'DejaVu Sans', Helvetica, Arial, sans-serif\">");
        writer.WriteLine($"<title>{SvgCanvas.Escape(Title)}</title>");
        Draw(new SvgCanvas(null!, writer));                                                // a picture is for cells, and a chart has none
        writer.WriteLine("</svg>");
    }

    private void WritePng(Stream stream)
    {
        using var surface =
            SKSurface.Create(new SKImageInfo((int)(Width * Density), (int)(Height * Density), SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Scale(Density);
        using (var canvas = new SkiaCanvas(null!, surface.Canvas)) Draw(canvas);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(stream);
    }

    private void Draw(ICanvas canvas)
    {
        var palette = Palette.Of(Theme.Light, Ramp.Ink, false);
        canvas.Fill(new(0, 0, Width, Height), palette.Paper);
        canvas.Text(Title, 20, 28, new(14, palette.Text, Bold: true));
        var (top, step) = Scale();
        for (var value = 0.0; value <= top + step / 2; value += step)
        {
            canvas.Line(Plot.X, Y(value, top), Plot.Right, Y(value, top), palette.Masked, 1);
            canvas.Text(value.ToString("0.####", CultureInfo.InvariantCulture), Plot.X - 8, Y(value, top) + 4,
                new(11, palette.Faint, Anchor.End));
        }

        for (var i = 0; i < Categories.Count; i++)
            canvas.Text(Categories[i], X(i), Plot.Bottom + 20, new(11, palette.Faint, Anchor.Middle));
        canvas.Text(Below, Plot.X + Plot.Width / 2, Plot.Bottom + 44, new(12, palette.Text, Anchor.Middle));
        canvas.Text(Beside, 22, Plot.Y + Plot.Height / 2, new(12, palette.Text, Anchor.Middle, -90));
        for (var l = 0; l < Lines.Count; l++) DrawLine(canvas, Lines[l], Colours[l % Colours.Length], top);
        var lowest = double.NegativeInfinity;
        foreach (var (line, l) in Lines.Select((line, l) => (line, l)).OrderBy(p => Y(p.line.Values[^1], top)))
        {
            var y = lowest = Math.Max(lowest + LabelGap, double.IsNaN(line.Values[^1]) ? Plot.Y : Y(line.Values[^1], top) + 4);
            canvas.Text(line.Name, Plot.Right + 10, y, new(12, Colours[l % Colours.Length]));
        }
    }

    private void DrawLine(ICanvas canvas, ChartLine line, Rgb colour, double top)
    {
        for (var i = 0; i < Categories.Count; i++)
        {
            if (double.IsNaN(line.Values[i])) continue;
            canvas.Fill(new(X(i) - 3, Y(line.Values[i], top) - 3, 6, 6), colour);
            if (i > 0 && !double.IsNaN(line.Values[i - 1]))
                canvas.Line(X(i - 1), Y(line.Values[i - 1], top), X(i), Y(line.Values[i], top), colour, 2);
        }
    }

    private double X(int i) => Plot.X + (Categories.Count == 1 ? Plot.Width / 2 : 20 + (Plot.Width - 40) * i / (Categories.Count - 1));

    private static double Y(double value, double top) => Plot.Bottom - Plot.Height * value / top;

    /// <summary>The top of the axis and the distance of its ticks: about five of them, at 1, 2 or 5 times a power of ten.</summary>
    private (double Top, double Step) Scale()
    {
        var most = Lines.SelectMany(l => l.Values).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        if (most <= 0) most = 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(most / 5)));
        var step = new[] { 1, 2, 5, 10 }.Select(n => n * power).First(s => most / s <= 6);
        return (Math.Ceiling(most / step) * step, step);
    }
}
