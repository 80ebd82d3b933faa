namespace Heed.Alone;

/// <summary>How Nyströmformer inverts its small matrix.</summary>
public enum NystromInverse
{
    /// <summary>By a fixed number of products, as published.</summary>
    Iterative,

    /// <summary>By singular values.</summary>
    Exact,
}
