using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Heed.Tests;

namespace Heed.Maps.Tests;

public sealed partial class TerminalTests
{
    [Fact]
    public void No_line_is_wider_than_the_window() =>
        Gen.Select(Gen.Int[20, 200], Gen.Int[5, 60], Gen.Enum<ColourDepth>(),
            Gen.Int[0, Sample.Hostile.Length - 1].Select(i => Sample.Hostile[i]).Array[1, 40], Gen.Int[1, 60], Gen.Bool)
            .ForEachDraw((width, height, depth, keys, queries, all) =>
            {
                var labels = Enumerable.Range(0, queries).Select(i => Sample.Hostile[i % Sample.Hostile.Length]).ToArray();
                var map = Sample.Of(new float[2 * queries * keys.Length], labels, keys, heads: 2,
                    mask: MapMask.Causal(queries, keys.Length));
                var drawn =
                    Draw(map, new() { Heads = all ? HeadChoice.All : HeadChoice.Mean, Title = string.Concat(keys) }, depth, width, height);
                foreach (var line in drawn.Split('\n'))
                    Assert.True(Width(Escapes().Replace(line, "")) <= width, $"{Width(line)} > {width}: {line}");
            }, iter: 400);

    [Fact]
    public void Without_colours_nothing_but_plain_text_is_written()
    {
        var drawn = Draw(Sample.Softmax(5, 5, causal: true), new(), ColourDepth.Ascii, 60, 40);
        Assert.DoesNotContain('\e', drawn);
        Assert.Contains("////////", drawn);
        Assert.Contains("/ masked", drawn);
    }

    [Fact]
    public void Masked_zero_and_NaN_are_three_things()
    {
        var map = Sample.Of([0, 1, float.NaN, .5f], ["a", "b"], ["c", "d"], mask: MapMask.FromVisible([true, false, true, true], 2, 2));
        Assert.Contains("a 0   //\nb 1 !!@@\n", Draw(map, new(), ColourDepth.Ascii, 40, 40));
    }

    [Fact]
    public void A_map_that_is_too_large_says_what_a_cell_is() =>
        Assert.Contains("maximum of 4 × 4", Draw(Sample.Softmax(200, 200), new(), ColourDepth.TrueColour, 60, 200));

    [Fact]
    public void One_large_weight_survives_being_shrunk()
    {
        var weights = new float[100 * 100];
        weights[55 * 100 + 55] = 1;
        var labels = Sample.Letters(100);
        var map = new AttentionMap(weights, 1, 1, labels, labels, string.Concat(labels.Select(l => l.Text)), Sample.Provenance);
        Assert.Single(Draw(map, new(), ColourDepth.Ascii, 60, 22).Split('\n'),
            line => line.TrimEnd().EndsWith("     @", StringComparison.Ordinal));
    }

    [Fact]
    public void True_colours_are_those_of_the_palette()
    {
        var map = Sample.Of([1], ["a"], ["b"]);
        var most = Picture.Of(map, new()).Palette.Cells.At(1);
        Assert.Contains($"\e[48;2;{most.R};{most.G};{most.B}m", Draw(map, new(), ColourDepth.TrueColour, 40, 40));
        Assert.Contains("\e[48;5;", Draw(map, new(), ColourDepth.Ansi256, 40, 40));
    }

    [Theory]
    [InlineData(Theme.Light)]
    [InlineData(Theme.Dark)]
    public void With_256_colours_more_weight_is_never_paler_and_never_grey(Theme theme)
    {
        var ramp = Palette.Of(theme, Ramp.Ink, diverging: false).Cells;
        var drawn = Enumerable.Range(0, 101).Select(i => Xterm.Colour(Xterm.Nearest(ramp.At(i / 100.0)))).ToArray();
        for (var i = 1; i < drawn.Length; i++)
            Assert.True(theme == Theme.Light ? drawn[i].Luminance <= drawn[i - 1].Luminance + 0.03
                : drawn[i].Luminance >= drawn[i - 1].Luminance - 0.03, $"{i}");
        Assert.DoesNotContain(drawn, c => c.R == c.G && c.G == c.B && c.R is > 30 and < 250);
        Assert.True(drawn.Distinct().Count() >= 10);
    }

    [Fact]
    public void Two_rows_share_a_line_when_the_window_is_low() =>
        Assert.Contains('▀', Draw(Sample.Softmax(40, 40), new(), ColourDepth.TrueColour, 60, 40));

    [Fact]
    public void A_window_below_20_columns_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Draw(Sample.Softmax(2, 2), new(), ColourDepth.Ascii, 19, 40));

    private static string Draw(AttentionMap map, MapView view, ColourDepth depth, int width, int height)
    {
        using var writer = new StringWriter();
        TerminalRenderer.Write(Picture.Of(map, view), writer, new() { Depth = depth, Width = width, Height = height });
        return writer.ToString();
    }

    /// <summary>Columns by the plainest rule: 2 for the ranges that the samples use.</summary>
    private static int Width(string line)
    {
        var (columns, graphemes) = (0, StringInfo.GetTextElementEnumerator(line));
        while (graphemes.MoveNext())
            columns += Rune.GetRuneAt(line, graphemes.ElementIndex).Value is >= 0x1F300 or (>= 0x3000 and < 0xA000) ? 2 : 1;
        return columns;
    }

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Escapes();
}
