namespace Heed.Maps;

/// <summary>Whether a picture stands on white or on black; the colour of 0 is always near the background.</summary>
public enum Theme
{
    /// <summary>For paper and light windows.</summary>
    Light,

    /// <summary>For dark windows.</summary>
    Dark,
}
