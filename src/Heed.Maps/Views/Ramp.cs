namespace Heed.Maps;

/// <summary>The colours from nothing to much.</summary>
public enum Ramp
{
    /// <summary>One blue hue with even steps of lightness, from the background to ink.</summary>
    Ink,

    /// <summary>Cividis: made to look the same to all kinds of colour vision.</summary>
    Cividis,

    /// <summary>Viridis: even in lightness, many hues.</summary>
    Viridis,

    /// <summary>Plain grey, for printing.</summary>
    Grey,
}
