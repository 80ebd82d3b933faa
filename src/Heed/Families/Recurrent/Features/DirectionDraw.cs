namespace Heed.Recurrent.Features;

/// <summary>How a layer draws the directions of random features, once, from its seed.</summary>
public enum DirectionDraw
{
    /// <summary>In blocks at right angles to one another, each as long as a Gaussian vector would be: less noise.</summary>
    Orthogonal,

    /// <summary>Each on its own, Gaussian.</summary>
    Independent,
}
