namespace Heed.Kernels;

/// <summary>Whether a part has numbers that learn from the gradients of the scores, and how far they are shared.</summary>
public enum Learning
{
    /// <summary>It has none.</summary>
    None,
    /// <summary>Each query head has its own: heads are computed side by side, a head by one thread.</summary>
    ByHead,
    /// <summary>Heads share them: all are computed by one thread, so that the sums have one order.</summary>
    Shared,
}
