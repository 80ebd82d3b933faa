namespace Heed.Kernels;

/// <summary>How a recurrence runs.</summary>
public sealed record RecurrenceOptions
{
    /// <summary>What readings are multiplied by.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>Whether the first write of a token asks the memory as it was before it faded for that token.</summary>
    public bool AsksBeforeDecay { get; init; }

    /// <summary>How many threads may work; 0 for one for each processor.</summary>
    public int Threads { get; init; }

    /// <summary>The register width in bits, 512, 256 or 128; 0 for the widest that the machine has.</summary>
    public int Registers { get; init; }

    /// <summary>Stops the call between two pieces of it.</summary>
    public CancellationToken Cancellation { get; init; }

    internal AttentionOptions Run => new() { Threads = Threads, Registers = Registers, Cancellation = Cancellation };
}
