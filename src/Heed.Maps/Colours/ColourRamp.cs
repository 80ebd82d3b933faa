namespace Heed.Maps;

/// <summary>Colours along a bar, from 0 to 1.</summary>
public sealed class ColourRamp
{
    private const int Steps = 1024;

    private readonly Rgb[] table = new Rgb[Steps + 1];

    internal ColourRamp(params ReadOnlySpan<(double At, int Rgb)> stops)
    {
        var next = 1;
        for (var i = 0; i <= Steps; i++)
        {
            var t = (double)i / Steps;
            while (stops[next].At < t) next++;
            var ((a, from), (b, to)) = (stops[next - 1], stops[next]);
            table[i] = Oklab.Between(Oklab.Of(Rgb.Of(from)), Oklab.Of(Rgb.Of(to)), (t - a) / (b - a)).ToRgb();
        }
    }

    private ColourRamp(Rgb[] table) => this.table = table;

    /// <summary>One hue (OKLCH 262), lightness falling evenly from near white to near black.</summary>
    public static ColourRamp Ink { get; } = new((0, 0xf4fbff), (.1, 0xc9e3ff), (.25, 0x93bfff), (.5, 0x5084e7),
        (.75, 0x2b5099), (1, 0x1f2531));

    /// <summary>Cividis, from light to dark.</summary>
    public static ColourRamp Cividis { get; } = new((0, 0xfee838), (1 / 9.0, 0xe1cc55), (2 / 9.0, 0xc3b369),
        (3 / 9.0, 0xa59c74), (4 / 9.0, 0x8a8678), (5 / 9.0, 0x707173), (6 / 9.0, 0x575d6d), (7 / 9.0, 0x3b496c),
        (8 / 9.0, 0x123570), (1, 0x00224e));

    /// <summary>Viridis, from light to dark.</summary>
    public static ColourRamp Viridis { get; } = new((0, 0xfde725), (1 / 9.0, 0xb5de2b), (2 / 9.0, 0x6ece58),
        (3 / 9.0, 0x35b779), (4 / 9.0, 0x1f9e89), (5 / 9.0, 0x26828e), (6 / 9.0, 0x31688e), (7 / 9.0, 0x3e4989),
        (8 / 9.0, 0x482878), (1, 0x440154));

    /// <summary>Grey, from white to near black.</summary>
    public static ColourRamp Grey { get; } = new((0, 0xfcfcfc), (1, 0x1c1c1c));

    /// <summary>From blue through a neutral light middle to orange.</summary>
    public static ColourRamp DivergingLight { get; } = new((0, 0x0f3f7d), (.25, 0x5b9bdf), (.5, 0xf7f6f4), (.75, 0xe8964a), (1, 0x7d3600));

    /// <summary>From blue through a neutral dark middle to orange.</summary>
    public static ColourRamp DivergingDark { get; } = new((0, 0xb9dcff), (.25, 0x3f82cc), (.5, 0x22252b), (.75, 0xc4701f), (1, 0xffd9ad));

    /// <summary>The same colours from the other end.</summary>
    public ColourRamp Reversed => new([.. table.Reverse()]);

    /// <summary>The colour at a position; beyond the ends it is the end's.</summary>
    /// <param name="t">0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="t"/> is NaN, which has a colour of its own.</exception>
    public Rgb At(double t)
    {
        if (double.IsNaN(t)) throw new ArgumentOutOfRangeException(nameof(t), t, "NaN has no place on a ramp.");
        return table[(int)Math.Round(Math.Clamp(t, 0, 1) * Steps)];
    }
}
