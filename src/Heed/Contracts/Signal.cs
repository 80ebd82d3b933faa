namespace Heed;

/// <summary>A tensor that a mechanism reads besides q, k and v: declared by name and shape, so that layers, files, laws and the bench can all supply it.</summary>
/// <param name="Name">The name in files and messages, such as <c>log_decay</c>.</param>
/// <param name="Shape">
/// Sizes by name, separated by spaces: B batch, H query heads, G key heads, N queries, M keys, Dq Dk Dv widths, F feature width;
/// any other word is a size of the part's own (<see cref="Free"/>).
/// </param>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Meaning">What it says, in a few words.</param>
public sealed record Signal(string Name, string Shape, SignalKind Kind, string Meaning)
{
    /// <summary>The range that its values have, and how a layer gets them there.</summary>
    public SignalRange Range { get; init; }

    /// <summary>How a parameter starts.</summary>
    public SignalStart Start { get; init; } = SignalStart.Normal;

    /// <summary>What a layer uses for a size that no other tensor fixes; 0 means the key width.</summary>
    public long Free { get; init; }

    /// <summary>Whether it may be left out.</summary>
    public bool Optional { get; init; }

    internal string[] Sizes => Shape.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Where a signal comes from.</summary>
public enum SignalKind
{
    /// <summary>Learned, or drawn once: the same for all inputs.</summary>
    Parameter,

    /// <summary>Computed from each token by a linear map and <see cref="Signal.Range"/>.</summary>
    Token,

    /// <summary>What was kept of an earlier part of the sequence.</summary>
    State,
}

/// <summary>The values that a signal may take.</summary>
public enum SignalRange
{
    /// <summary>Any real number.</summary>
    Real,

    /// <summary>At most zero, through log σ: the logarithm of a decay.</summary>
    Negative,

    /// <summary>Between zero and one, through σ.</summary>
    Unit,
}

/// <summary>How a parameter starts in an untrained layer.</summary>
public enum SignalStart
{
    /// <summary>Normal with variance 1 over the last size.</summary>
    Normal,

    /// <summary>Zero.</summary>
    Zero,

    /// <summary>The identity matrix.</summary>
    Identity,

    /// <summary>Random features: blocks of orthogonal rows with the norms of Gaussian vectors. Not trained.</summary>
    Orthogonal,
}
