namespace Heed.Maps;

/// <summary>All colours of one picture.</summary>
/// <param name="Cells">The colours of the weights.</param>
/// <param name="Paper">The background.</param>
/// <param name="Text">Labels and titles.</param>
/// <param name="Faint">Indices, captions and ticks; at least 4.5:1 on the paper.</param>
/// <param name="Masked">The ground of a masked cell, a neutral grey that no ramp but the grey one comes near.</param>
/// <param name="Hatch">The strokes over a masked cell.</param>
/// <param name="NaN">The mark of NaN, a colour found on no ramp.</param>
public sealed record Palette(ColourRamp Cells, Rgb Paper, Rgb Text, Rgb Faint, Rgb Masked, Rgb Hatch, Rgb NaN)
{
    /// <summary>The colours for a view.</summary>
    /// <param name="theme">Light or dark.</param>
    /// <param name="ramp">The ramp for what cannot be negative.</param>
    /// <param name="diverging">Whether the scale has a middle.</param>
    public static Palette Of(Theme theme, Ramp ramp, bool diverging)
    {
        var dark = theme == Theme.Dark;
        var cells = diverging ? dark ? ColourRamp.DivergingDark : ColourRamp.DivergingLight : Sequential(ramp, dark);
        return dark
            ? new(cells, Rgb.Of(0x14171c), Rgb.Of(0xe8eaee), Rgb.Of(0x9aa1ac), Rgb.Of(0x33363b), Rgb.Of(0x5c6067), Rgb.Of(0xff2fd0))
            : new(cells, Rgb.White, Rgb.Of(0x1b1e24), Rgb.Of(0x656b75), Rgb.Of(0xebebea), Rgb.Of(0xb9b9b7), Rgb.Of(0xe6009e));
    }

    private static ColourRamp Sequential(Ramp ramp, bool dark)
    {
        var light = ramp switch
        {
            Ramp.Ink => ColourRamp.Ink,
            Ramp.Cividis => ColourRamp.Cividis,
            Ramp.Viridis => ColourRamp.Viridis,
            Ramp.Grey => ColourRamp.Grey,
            _ => throw new ArgumentOutOfRangeException(nameof(ramp), ramp, "There is no such ramp."),
        };
        return dark ? light.Reversed : light;
    }
}
