namespace Heed.Maps.Tests;

public sealed class ColourTests
{
    public static TheoryData<Theme, Ramp, bool> Palettes()
    {
        var all = new TheoryData<Theme, Ramp, bool>();
        foreach (var theme in Enum.GetValues<Theme>())
            foreach (var ramp in Enum.GetValues<Ramp>())
                foreach (var diverging in new[] { false, true }) all.Add(theme, ramp, diverging);
        return all;
    }

    [Theory]
    [MemberData(nameof(Palettes))]
    public void Numbers_on_cells_and_text_on_paper_have_enough_contrast(Theme theme, Ramp ramp, bool diverging)
    {
        var palette = Palette.Of(theme, ramp, diverging);
        for (var i = 0; i <= 1000; i++)
        {
            var cell = palette.Cells.At(i / 1000.0);
            Assert.True(cell.Contrast(cell.Ink) >= 4.5, $"{cell.Hex} has only {cell.Contrast(cell.Ink)}");
        }
        Assert.True(palette.Paper.Contrast(palette.Text) >= 7);
        Assert.True(palette.Paper.Contrast(palette.Faint) >= 4.5);
    }

    [Theory]
    [MemberData(nameof(Palettes))]
    public void Masked_zero_and_NaN_look_different(Theme theme, Ramp ramp, bool diverging)
    {
        var palette = Palette.Of(theme, ramp, diverging);
        var zero = palette.Cells.At(diverging ? 0.5 : 0);
        Assert.True(Difference(palette.Masked, zero) >= 2.3);
        for (var i = 0; i <= 100; i++) Assert.True(Difference(palette.NaN, palette.Cells.At(i / 100.0)) >= 20);
        Assert.True(Difference(palette.NaN, palette.Masked) >= 20);
    }

    [Theory]
    [InlineData(Theme.Light)]
    [InlineData(Theme.Dark)]
    public void Uniform_attention_over_128_keys_is_visible(Theme theme)
    {
        var labels = Sample.Letters(128);
        var text = string.Concat(labels.Select(l => l.Text));
        var map = new AttentionMap(Enumerable.Repeat(1 / 128f, 128 * 128).ToArray(), 1, 1, labels, labels, text, Sample.Provenance);
        var picture = Picture.Of(map, new() { Theme = theme });
        Assert.True(Difference(picture.Colour(picture.Panels[0], 3, 4), picture.Palette.Cells.At(0)) >= 2.3);
    }

    [Fact]
    public void The_ink_ramp_darkens_evenly()
    {
        var steps = Enumerable.Range(0, 21).Select(i => Lab(ColourRamp.Ink.At(i / 20.0)).L).ToArray();
        for (var i = 1; i < steps.Length; i++) Assert.InRange(steps[i - 1] - steps[i], 2, 7);
    }

    [Fact]
    public void Dark_zero_is_near_the_background()
    {
        var dark = Palette.Of(Theme.Dark, Ramp.Ink, diverging: false);
        Assert.True(dark.Cells.At(0).Luminance < 0.05);
        Assert.True(dark.Cells.At(1).Luminance > 0.8);
    }

    [Theory]
    [InlineData(0xffffff, 1, 0, 0)]
    [InlineData(0xff0000, 0.62796, 0.22486, 0.12585)]
    [InlineData(0x00ff00, 0.86644, -0.23389, 0.17950)]
    [InlineData(0x0000ff, 0.45201, -0.03246, -0.31153)]
    public void Oklab_of_the_primaries_is_as_published_and_leads_back(int rgb, double lightness, double a, double b)
    {
        var lab = Oklab.Of(Rgb.Of(rgb));
        Assert.Equal(lightness, lab.L, 1e-4);
        Assert.Equal(a, lab.A, 1e-4);
        Assert.Equal(b, lab.B, 1e-4);
        Assert.Equal(Rgb.Of(rgb), lab.ToRgb());
    }

    /// <summary>CIE ΔE of 1976.</summary>
    private static double Difference(Rgb a, Rgb b)
    {
        var (x, y) = (Lab(a), Lab(b));
        return Math.Sqrt(Math.Pow(x.L - y.L, 2) + Math.Pow(x.A - y.A, 2) + Math.Pow(x.B - y.B, 2));
    }

    private static (double L, double A, double B) Lab(Rgb colour)
    {
        static double Linear(byte v) => v / 255.0 <= 0.04045 ? v / 255.0 / 12.92 : Math.Pow((v / 255.0 + 0.055) / 1.055, 2.4);
        static double F(double t) => t > 216.0 / 24389 ? Math.Cbrt(t) : (24389.0 / 27 * t + 16) / 116;
        var (r, g, b) = (Linear(colour.R), Linear(colour.G), Linear(colour.B));
        var x = F((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
        var y = F(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
        var z = F((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
        return (116 * y - 16, 500 * (x - y), 200 * (y - z));
    }
}
