namespace Heed.Models.Training;

/// <summary>
/// Where a training stands: with the weights and the optimizer's moments all that is needed to go on as if nothing had happened.
/// </summary>
public sealed record TrainingState
{
    /// <summary>Steps that were made.</summary>
    public long Step { get; init; }

    /// <summary>Symbols that were predicted in them.</summary>
    public long Tokens { get; init; }

    /// <summary>Seconds that they took, validation included.</summary>
    public double Seconds { get; init; }

    /// <summary>Seconds of processors that they took, validation included: other programs on the machine change it little.</summary>
    public double ProcessorSeconds { get; init; }

    /// <summary>The losses since the last line of the log, added up.</summary>
    public double LossSum { get; init; }

    /// <summary>How many losses these are.</summary>
    public int LossCount { get; init; }

    /// <summary>The last validation.</summary>
    public Validated? Last { get; init; }

    /// <summary>The best validation.</summary>
    public Validated? Best { get; init; }

    /// <summary>Validations since the best one.</summary>
    public int SinceBest { get; init; }

    /// <summary>How the training ended; null while it did not.</summary>
    public Ending? Ended { get; init; }
}

/// <summary>What a validation found.</summary>
/// <param name="Step">Steps that were made before.</param>
/// <param name="Loss">The mean cross-entropy of a symbol, in nats.</param>
public sealed record Validated(long Step, double Loss);

/// <summary>Why a training ended.</summary>
public enum Ending
{
    /// <summary>The budget was used up.</summary>
    Budget,

    /// <summary>Validation did not get better any more.</summary>
    EarlyStop,
}
