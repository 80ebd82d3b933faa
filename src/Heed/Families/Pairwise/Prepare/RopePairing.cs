namespace Heed.Pairwise.Preparing;

/// <summary>Which features RoPE turns together.</summary>
public enum RopePairing
{
    /// <summary>Feature a with feature a + d/2.</summary>
    Halves,

    /// <summary>Feature 2a with feature 2a + 1.</summary>
    Adjacent,
}
