namespace Heed.Pairwise.Patterns;

/// <summary>By what places StreamingLLM rotates queries and keys.</summary>
public enum StreamingPositions
{
    /// <summary>By none: there is no rotation.</summary>
    None,

    /// <summary>By their places in the cache.</summary>
    Cache,
}
