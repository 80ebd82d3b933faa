namespace Heed.Maps;

/// <summary>What of a map a picture shows, and how.</summary>
public sealed record MapView
{
    /// <summary>The layer, from 0.</summary>
    public int Layer { get; init; }

    /// <summary>Which heads, and how they are put together.</summary>
    public HeadChoice Heads { get; init; } = HeadChoice.Mean;

    /// <summary>What the ends of the colour bar stand for.</summary>
    public Scale Scale { get; init; } = Scale.Max;

    /// <summary>Light or dark background.</summary>
    public Theme Theme { get; init; } = Theme.Light;

    /// <summary>The ramp for maps without negative weights; signed maps and <see cref="Scale.Uniform"/> use a diverging one.</summary>
    public Ramp Ramp { get; init; } = Ramp.Ink;

    /// <summary>A heading above the picture; null for one that names the mechanism.</summary>
    public string? Title { get; init; }
}
