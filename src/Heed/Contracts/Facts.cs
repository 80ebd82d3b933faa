namespace Heed;

/// <summary>
/// What a mechanism does and does not do. A family folds it from what its parts say of themselves, a mechanism that stands alone states
/// it, and every law follows from it in one line: see <see cref="Laws.Law"/>.
/// </summary>
public sealed record Facts
{
    /// <summary>Whether what a token gets is independent of what comes after it.</summary>
    public bool IsCausal { get; init; }

    /// <summary>Whether it matters where tokens stand: exchanging them does more than exchange their results.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>Whether the weights of a token sum to one.</summary>
    public bool SumsToOne { get; init; }

    /// <summary>Whether a weight may be negative.</summary>
    public bool MayBeNegative { get; init; }

    /// <summary>Whether the result is linear in the values, so that the mechanism is a matrix.</summary>
    public bool IsLinearInValues { get; init; } = true;

    /// <summary>Whether adding one vector to every key changes nothing.</summary>
    public bool IgnoresKeyShift { get; init; }

    /// <summary>Whether it can go on token by token, or in chunks of any size, with the same result.</summary>
    public bool Streams { get; init; }

    /// <summary>Whether a caller can hide keys from it.</summary>
    public bool HidesKeys { get; init; } = true;

    /// <summary>Whether what is hidden from one head alone reaches no result through another head.</summary>
    public bool KeepsHeadsApart { get; init; } = true;

    /// <summary>Whether a token that sees no key gets zero.</summary>
    public bool BlindIsZero { get; init; } = true;

    /// <summary>Whether its derivatives are those of what it computes.</summary>
    public bool HasExactGradient { get; init; } = true;

    /// <summary>Whether a result is independent of what else is in the batch.</summary>
    public bool IsBatchInvariant { get; init; } = true;
}

/// <summary>What the weights of a mechanism are.</summary>
public enum WeightKind
{
    /// <summary>One matrix for each head.</summary>
    PerHead,

    /// <summary>One matrix for each channel: every number of a value is weighed on its own.</summary>
    PerChannel,

    /// <summary>There are none: what is read is not a sum of values times weights.</summary>
    None,
}
