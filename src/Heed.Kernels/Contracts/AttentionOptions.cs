namespace Heed.Kernels;

/// <summary>How a call runs. The numbers it computes do not depend on <see cref="Threads"/>.</summary>
public sealed record AttentionOptions
{
    /// <summary>What dot products are multiplied by; null for 1 / √D.</summary>
    public float? Scale { get; init; }
    /// <summary>Threads to use; 0 for all.</summary>
    public int Threads { get; init; }
    /// <summary>Register width in bits; 0 for the one that <see cref="Heed.Kernels.Registers.Choose"/> finds.</summary>
    public int Registers { get; init; }
    /// <summary>Stops a long call between two tiles; what was written by then stays.</summary>
    public CancellationToken Cancellation { get; init; }
    /// <summary>Rotates queries and keys by their positions on the way; null for none.</summary>
    public Rotation? Rotation { get; init; }
}
