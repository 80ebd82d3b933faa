namespace Heed.Kernels;

/// <summary>What a part does to a block of queries and keys, from the most it can do to the least. A kernel skips the first kind and asks nothing in the last.</summary>
public enum Sight
{
    /// <summary>No query of the block sees any of its keys.</summary>
    Hidden,
    /// <summary>Some pairs may be hidden.</summary>
    Mixed,
    /// <summary>No pair is hidden, but scores may change.</summary>
    Open,
    /// <summary>No pair is hidden, and no score changes.</summary>
    Plain,
}
