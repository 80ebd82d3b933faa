namespace Heed.Maps;

/// <summary>What a terminal can show.</summary>
public enum ColourDepth
{
    /// <summary>24-bit colours.</summary>
    TrueColour,

    /// <summary>The 256 colours of xterm.</summary>
    Ansi256,

    /// <summary>No colours: the weights are drawn with characters.</summary>
    Ascii,
}

/// <summary>The window that a map is drawn in.</summary>
public sealed record TerminalOptions
{
    /// <summary>Which colours there are.</summary>
    public ColourDepth Depth { get; init; } = ColourDepth.TrueColour;

    /// <summary>The columns of the window; at least 20. No line is longer.</summary>
    public int Width { get; init; } = 80;

    /// <summary>The rows of the window; the heat map itself is shrunk to fit, at least 6 rows of it are drawn.</summary>
    public int Height { get; init; } = 40;
}
