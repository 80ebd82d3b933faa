using SkiaSharp;

namespace Heed.Maps.Tests;

public sealed class PngTests
{
    [Theory]
    [InlineData(Theme.Light)]
    [InlineData(Theme.Dark)]
    public void Largest_zero_masked_and_NaN_cells_have_their_own_colours(Theme theme)
    {
        var map = Sample.Of([0, 1, float.NaN, 1], ["a", "b"], ["c", "d"], mask: MapMask.FromVisible([true, false, true, true], 2, 2));
        var view = new MapView { Theme = theme };
        var palette = Picture.Of(map, view).Palette;
        using var picture = SKBitmap.Decode(Sample.Render(new PngRenderer(), map, view));
        foreach (var colour in (Rgb[])[palette.Cells.At(0), palette.Cells.At(1), palette.NaN, palette.Masked, palette.Paper])
            Assert.True(picture.Pixels.Count(p => p == new SKColor(colour.R, colour.G, colour.B)) > 2000, $"{colour.Hex} is hardly there");
    }

    [Fact]
    public void Query_rows_run_down_and_key_columns_run_right_from_the_top_left()
    {
        // Only query 0 reads key 2: the darkest cell must be at the top right.
        var map = Sample.Of([0, 0, 1, 0, 0, 0, 0, 0, 0], ["a", "b", "c"], ["a", "b", "c"]);
        var palette = Picture.Of(map, new()).Palette;
        using var picture = SKBitmap.Decode(Sample.Render(new PngRenderer(), map));
        var (dark, light) = (Centre(picture, palette.Cells.At(1), 420), Centre(picture, palette.Cells.At(0), 420));
        Assert.True(dark.X > light.X);
        Assert.True(dark.Y < light.Y);
    }

    [Fact]
    public void One_large_weight_survives_being_shrunk()
    {
        var weights = new float[1000 * 1000];
        weights[500 * 1000 + 500] = 1;
        var labels = Sample.Letters(1000);
        var map = new AttentionMap(weights, 1, 1, labels, labels, string.Concat(labels.Select(l => l.Text)), Sample.Provenance);
        using var picture = SKBitmap.Decode(Sample.Render(new PngRenderer(), map));
        var most = Picture.Of(map, new()).Palette.Cells.At(1);
        Assert.InRange(Centre(picture, most, 800).X, 480, 500);
    }

    /// <summary>The mean place of a colour in the left part of the picture, where no colour bar is.</summary>
    private static (double X, double Y) Centre(SKBitmap picture, Rgb colour, int width)
    {
        var wanted = new SKColor(colour.R, colour.G, colour.B);
        var found = new List<(int X, int Y)>();
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < width; x++)
                if (picture.GetPixel(x, y) == wanted) found.Add((x, y));
        return (found.Average(p => p.X), found.Average(p => p.Y));
    }
}
