namespace Heed.Kernels;

/// <summary>
/// What a part leaves of a block of queries and keys, from the least to the most. A kernel
/// skips the first kind and asks nothing in the last.
/// </summary>
public enum BlockKind
{
    /// <summary>No query of the block sees any of its keys.</summary>
    Empty,
    /// <summary>Some pairs may be hidden.</summary>
    Partial,
    /// <summary>No pair is hidden, but scores may change.</summary>
    Full,
    /// <summary>No pair is hidden, and no score changes.</summary>
    Unchanged,
}
