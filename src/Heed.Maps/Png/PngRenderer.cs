using SkiaSharp;

namespace Heed.Maps;

/// <summary>
/// Portable network graphics at two pixels to a CSS pixel. Maps that have more cells than the picture has pixels are shrunk by
/// maxima, which the caption says.
/// </summary>
public sealed class PngRenderer : IRenderer
{
    private const int MostCells = 400;
    private const float Density = 2;

    /// <inheritdoc/>
    public string Extension => ".png";

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No font is installed.</exception>
    public void Write(Picture picture, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(stream);
        var layout = new Layout(picture, MostCells);
        var info = new SKImageInfo((int)(layout.Width * Density), (int)(layout.Height * Density), SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var surface = SKSurface.Create(info)
            ?? throw new InvalidOperationException($"There is not enough memory for a picture of {info.Width} × {info.Height} pixels.");
        surface.Canvas.Scale(Density);
        using (var canvas = new SkiaCanvas(picture, surface.Canvas)) new Figure(picture, layout, canvas).Draw();
        using var pixels = surface.PeekPixels();
        var options = new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 6);
        using var data = pixels.Encode(options) ?? throw new InvalidOperationException("The picture could not be encoded as PNG.");
        data.SaveTo(stream);
    }
}
