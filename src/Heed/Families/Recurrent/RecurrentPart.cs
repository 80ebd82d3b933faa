namespace Heed.Recurrent;

/// <summary>A part of the recurrent family.</summary>
public abstract class RecurrentPart : Part
{
    /// <summary>What the part does.</summary>
    public abstract RecurrentFacts Facts { get; }
}

/// <summary>What a part of the recurrent family does: parts with equal facts are of one class, and laws are derived from classes.</summary>
public sealed record RecurrentFacts
{
    /// <summary>Whether a token reads only what came before it.</summary>
    public bool IsCausal { get; init; } = true;

    /// <summary>Of features: whether φ(q)·φ(k) is never negative.</summary>
    public bool HasPositiveProducts { get; init; }

    /// <summary>Of features: whether no single one is ever negative.</summary>
    public bool HasPositiveFeatures { get; init; }

    /// <summary>Of features: whether φ(q)·φ(k) is positive on average, so that a sum of many may be divided by.</summary>
    public bool HasPositiveMeans { get; init; }

    /// <summary>Of features: whether a vector may have none, so that nothing is read.</summary>
    public bool MayVanish { get; init; }

    /// <summary>Of a decay: whether each feature of the memory fades at its own rate.</summary>
    public bool IsPerFeature { get; init; }

    /// <summary>Of a write: whether each number of a value is written as its own signal says.</summary>
    public bool IsPerChannel { get; init; }

    /// <summary>Of a readout: whether the weights of a row sum to one afterwards, exactly.</summary>
    public bool SumsToOne { get; init; }

    /// <summary>Of a readout: whether it needs weights that are never negative.</summary>
    public bool NeedsPositiveWeights { get; init; }
}
