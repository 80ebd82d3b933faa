#:project ../src/Heed.Maps
#:property PublishAot=false
using Heed.Maps;
using SkiaSharp;

// Draws build/icon.png: a causal map of seven tokens, where some read what stands far before them. Run it as: dotnet run tools/icon.cs
const int Size = 256, Tokens = 7, Margin = 30;
int[] reads = [0, 0, 1, 0, 3, 1, 3];                                                       // what each token reads most

using var surface = SKSurface.Create(new SKImageInfo(Size, Size));
var canvas = surface.Canvas;
using var paint = new SKPaint { IsAntialias = true, Color = new(0x0e, 0x1b, 0x33) };
canvas.DrawRoundRect(new(0, 0, Size, Size), 52, 52, paint);
var cell = (Size - (2f * Margin)) / Tokens;
for (var query = 0; query < Tokens; query++)
{
    for (var key = 0; key <= query; key++)
    {
        var weight = key == reads[query] ? 1 : key == query ? .5 : .12;
        var colour = Palette.Of(Theme.Dark, Ramp.Ink, diverging: false).Cells.At(weight);
        paint.Color = new(colour.R, colour.G, colour.B);
        canvas.DrawRoundRect(SKRect.Create(Margin + (key * cell) + 2, Margin + (query * cell) + 2, cell - 4, cell - 4), 5, 5, paint);
    }
}

var small = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "..", "build", "icon.png");
using var image = surface.Snapshot().ToRasterImage();
using var half = SKBitmap.FromImage(image).Resize(new SKImageInfo(128, 128), new SKSamplingOptions(SKCubicResampler.Mitchell));
using var file = File.Create(small);
half.Encode(file, SKEncodedImageFormat.Png, 100);
