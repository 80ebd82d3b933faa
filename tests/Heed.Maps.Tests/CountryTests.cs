using System.Globalization;
using System.Text;
using Heed.Tests;

namespace Heed.Maps.Tests;

/// <summary>A drawing is the same in every country, however numbers are written there.</summary>
public sealed class CountryTests
{
    public static TheoryData<string, Scale> Drawings() =>
        new(MapFile.Renderers.SelectMany(r => Enum.GetValues<Scale>().Select(s => (r.Extension, s))));

    [Theory, MemberData(nameof(Drawings))]
    public void A_map_is_drawn_the_same(string extension, Scale scale) => Same(() =>
        Sample.Render(MapFile.Of(extension), Mixed(scale is Scale.Log or Scale.Uniform ? 0.25f : -0.88f),
            new() { Scale = scale, Heads = HeadChoice.All }));

    [Theory]
    [InlineData(ColourDepth.Ascii)]
    [InlineData(ColourDepth.Ansi256)]
    [InlineData(ColourDepth.TrueColour)]
    public void A_map_in_the_terminal_is_drawn_the_same(ColourDepth depth) => Same(() =>
    {
        using var writer = new StringWriter(CultureInfo.CurrentCulture);
        foreach (var map in (AttentionMap[])[Mixed(), Sample.Softmax(60, 60)])
            TerminalRenderer.Write(Picture.Of(map, new()), writer, new() { Width = 60, Height = 30, Depth = depth });
        return Encoding.UTF8.GetBytes(writer.ToString());
    });

    [Fact]
    public void A_chart_is_drawn_the_same() => Same(() =>
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".svg");
        try
        {
            new LineChart("a", "b", "c", ["1-5", "6-9", "10"], [new ChartLine("d", [0.5, 0.125, 7654.25])]).Save(file);
            return File.ReadAllBytes(file);
        }
        finally
        {
            File.Delete(file);
        }
    });

    private static AttentionMap Mixed(float first = -0.88f) => Sample.Of([first, 0.12f, 1234.5f, float.NaN], ["-1", "b"], ["c", "d"]);

    private static void Same(Func<byte[]> drawn)
    {
        var (expected, before) = (drawn(), CultureInfo.CurrentCulture);
        try
        {
            foreach (var country in Countries.All)
            {
                CultureInfo.CurrentCulture = country;
                Assert.Equal(Encoding.UTF8.GetString(expected), Encoding.UTF8.GetString(drawn()));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
