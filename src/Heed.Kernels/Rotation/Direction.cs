namespace Heed.Kernels;

/// <summary>Which way a rotation goes.</summary>
public enum Direction
{
    /// <summary>By its angles.</summary>
    Forwards,
    /// <summary>By its angles negated: the inverse, which also takes gradients back.</summary>
    Backwards,
}
