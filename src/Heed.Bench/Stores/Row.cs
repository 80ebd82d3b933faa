namespace Heed.Bench.Stores;

/// <summary>What became of a cell, and everything that one must know to trust or repeat it.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="State">How it ended.</param>
/// <param name="Reason">Why, when it did not end well; else empty.</param>
/// <param name="Outcome">What it found; null when it did not end well.</param>
/// <param name="Conditions">Where it ran.</param>
/// <param name="Threads">How many threads computed.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="PeakBytes">The most memory that its process held; null where that is not known.</param>
/// <param name="Finished">When, in universal time.</param>
public sealed record Row(
    Cell Cell, CellState State, string Reason, Outcome? Outcome, Conditions Conditions, int Threads, double Seconds,
    long? PeakBytes, DateTime Finished);

/// <summary>How a cell ended.</summary>
public enum CellState
{
    /// <summary>Well.</summary>
    Done,

    /// <summary>The contestant cannot take the task.</summary>
    NotApplicable,

    /// <summary>A number that should have been finite was none any more.</summary>
    Diverged,

    /// <summary>It needed more memory than it was allowed, or than there is.</summary>
    OutOfMemory,

    /// <summary>It took longer than it was allowed.</summary>
    OutOfTime,

    /// <summary>The mechanism does not keep its laws, so nothing was timed.</summary>
    LawBroken,

    /// <summary>Anything else: the reason tells.</summary>
    Failed,
}
