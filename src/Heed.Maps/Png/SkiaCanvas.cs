using SkiaSharp;

namespace Heed.Maps;

/// <summary>Paints on a Skia canvas.</summary>
internal sealed class SkiaCanvas(Picture picture, SKCanvas canvas) : ICanvas, IDisposable
{
    private const float HatchStep = 4.5f;
    private const double CrossedCell = 6;

    private readonly SKPaint solid = new();
    private readonly SKPaint stroke = new() { Style = SKPaintStyle.Stroke, IsAntialias = true };
    private readonly SKPaint ink = new() { IsAntialias = true };

    public void Fill(Box box, Rgb colour)
    {
        solid.Color = Colour(colour);
        canvas.DrawRect(Rect(box), solid);
    }

    public void Line(double x1, double y1, double x2, double y2, Rgb colour, double width)
    {
        stroke.Color = Colour(colour);
        stroke.StrokeWidth = (float)width;
        canvas.DrawLine((float)x1, (float)y1, (float)x2, (float)y2, stroke);
    }

    public void Text(string text, double x, double y, TextStyle style)
    {
        ink.Color = Colour(style.Colour);
        canvas.Save();
        canvas.Translate((float)x, (float)y);
        canvas.RotateDegrees((float)style.Angle);
        var runs = TextRun.Split(Bidi.Visual(text), style.Bold, (float)style.Size);
        var width = runs.Sum(r => r.Width);
        var at = style.Anchor switch { Anchor.Middle => -width / 2, Anchor.End => -width, _ => 0 };
        foreach (var run in runs)
        {
            using var font = run.Font((float)style.Size);
            canvas.DrawText(run.Text, at, 0, font, ink);
            at += run.Width;
        }
        canvas.Restore();
    }

    public void Hatch(Box box)
    {
        Fill(box, picture.Palette.Masked);
        using var clip = new SKPath();
        clip.AddRect(Rect(box));
        Strokes(clip, box);
    }

    public void Cells(Panel panel, Shading shading, Box box)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(shading.Columns, shading.Rows, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var masked = new SKPath();
        var cell = (float)(box.Width / shading.Columns);
        for (var row = 0; row < shading.Rows; row++)
        {
            var top = (float)box.Y + row * cell;
            for (var column = 0; column < shading.Columns; column++)
            {
                bitmap.SetPixel(column, row, Colour(Shade(shading[row, column])));
                var first = column;
                while (column < shading.Columns && shading[row, column] == Shading.Masked)
                    bitmap.SetPixel(column++, row, Colour(picture.Palette.Masked));
                if (column == first) continue;
                masked.AddRect(new((float)box.X + first * cell, top, (float)box.X + column * cell, top + cell));
                column--;
            }
        }
        using var image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, Rect(box), new SKSamplingOptions(SKFilterMode.Nearest));
        if (!masked.IsEmpty) Strokes(masked, box);
        if (picture.Domain.HasNaN && cell >= CrossedCell) Crosses(shading, box, cell);
    }

    public void Dispose()
    {
        solid.Dispose();
        stroke.Dispose();
        ink.Dispose();
    }

    private Rgb Shade(float place) => place == Shading.Masked ? picture.Palette.Masked
        : float.IsNaN(place) ? picture.Palette.NaN
        : picture.Palette.Cells.At(place);

    private void Strokes(SKPath clip, Box box)
    {
        canvas.Save();
        canvas.ClipPath(clip);
        stroke.Color = Colour(picture.Palette.Hatch);
        stroke.StrokeWidth = 0.8f;
        var (x, y, w, h) = ((float)box.X, (float)box.Y, (float)box.Width, (float)box.Height);
        for (var at = HatchStep / 2; at < w + h; at += HatchStep) canvas.DrawLine(x + at, y, x + at - h, y + h, stroke);
        canvas.Restore();
    }

    private void Crosses(Shading shading, Box box, float cell)
    {
        for (var row = 0; row < shading.Rows; row++)
            for (var column = 0; column < shading.Columns; column++)
            {
                if (!float.IsNaN(shading[row, column])) continue;
                var (x, y, a, b) = (box.X + column * cell, box.Y + row * cell, cell * 0.25, cell * 0.75);
                Line(x + a, y + a, x + b, y + b, Rgb.White, 1.2);
                Line(x + b, y + a, x + a, y + b, Rgb.White, 1.2);
            }
    }

    private static SKColor Colour(Rgb colour) => new(colour.R, colour.G, colour.B);

    private static SKRect Rect(Box box) => new((float)box.X, (float)box.Y, (float)box.Right, (float)box.Bottom);
}
