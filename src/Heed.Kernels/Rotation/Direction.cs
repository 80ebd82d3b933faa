namespace Heed.Kernels;

/// <summary>Which way a rotation turns.</summary>
public enum Direction
{
    /// <summary>By its angles.</summary>
    Forwards,
    /// <summary>By its angles negated: the inverse, which also turns gradients back.</summary>
    Backwards,
}
