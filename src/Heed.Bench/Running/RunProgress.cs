namespace Heed.Bench.Running;

/// <summary>How far a run is.</summary>
/// <param name="Done">Cells that have a row.</param>
/// <param name="Total">Cells of the plan.</param>
/// <param name="Bad">Cells of this run that neither ended well nor were found not applicable.</param>
/// <param name="Share">The share of the time that is over, by the estimates.</param>
/// <param name="Left">How long it will still take; null when that cannot be told yet.</param>
/// <param name="Running">What is running.</param>
/// <param name="Note">Something that happened, to be shown once; null when nothing did.</param>
public sealed record RunProgress(int Done, int Total, int Bad, double Share, TimeSpan? Left, IReadOnlyList<string> Running, string? Note);

/// <summary>What a run came to.</summary>
/// <param name="Ran">Rows that this run wrote.</param>
/// <param name="Before">Cells of the plan that had rows before.</param>
/// <param name="ByState">How the cells that this run wrote ended.</param>
/// <param name="Elsewhere">Cells that another run is at work on.</param>
/// <param name="Cancelled">Whether it was ended early.</param>
public sealed record RunSummary(int Ran, int Before, IReadOnlyDictionary<Stores.CellState, int> ByState, int Elsewhere, bool Cancelled);
