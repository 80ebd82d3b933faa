using Heed.Bench.Stores;

namespace Heed.Bench.Reports;

/// <summary>What a store tells: boards, drawings, advice and agreement with published tables.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Boards">One for each task and size.</param>
/// <param name="Pictures">The drawings.</param>
/// <param name="Agreements">With published tables, the least first.</param>
public sealed record Report(IReadOnlyList<Row> Rows, IReadOnlyList<Board> Boards, IReadOnlyList<Picture> Pictures,
    IReadOnlyList<Agreement> Agreements)
{
    /// <summary>Makes a report.</summary>
    /// <param name="rows">The rows of a store.</param>
    /// <param name="tasks">The tasks that there are; null = all of this library.</param>
    /// <exception cref="ArgumentException">There is nothing to report.</exception>
    public static Report Of(IReadOnlyList<Row> rows, IReadOnlyList<BenchTask>? tasks = null)
    {
        var boards = Board.Of(rows, tasks);
        return boards.Count > 0 ? new(rows, boards, Gallery.Of(boards), Agreement.Of(boards))
            : throw new ArgumentException("The store has no rows of tasks that this program knows.");
    }

    /// <summary>What a reader must know before any number.</summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            if (Boards.All(b => b.Seeds <= 1))
                yield return "This is a smoke test with one seed: it shows that everything runs, and differences may be chance.";
            if (Rows.Select(r => (r.Conditions.Cpu, r.Threads)).Distinct().Count() is > 1 and var kinds)
                yield return $"The rows come from {kinds} kinds of machine or thread counts: times cannot be compared between them.";
            if (Rows.Select(r => r.Conditions.Commit).Distinct().Count() is > 1 and var commits)
                yield return $"The rows come from {commits} versions of the program.";
            var shown = Boards.Select(b => (b.Task.Id, b.Task.Version)).ToHashSet();
            var left = Rows.Where(r => !shown.Contains((r.Cell.Task, r.Cell.Version))).ToArray();
            if (left.Length > 0)
                yield return $"{left.Length} {(left.Length == 1 ? "row is" : "rows are")} left out, "
                    + "because this program has another version of their task, or none: "
                    + $"{string.Join(", ", left.Select(r => r.Cell.Task).Distinct().Order(StringComparer.Ordinal))}. "
                    + "Run the same command again to measure them anew.";
            if (Rows.Where(r => r.Outcome is not null).SelectMany(r => r.Outcome!.Notes)
                .Count(n => n.Contains("noisy", StringComparison.OrdinalIgnoreCase)) is > 0 and var noisy)
                yield return $"{noisy} cells were timed on a noisy machine.";
        }
    }

    /// <summary>Where the rows come from, a line each.</summary>
    public IEnumerable<string> Origins =>
        from rows in Rows.GroupBy(r => (r.Conditions, r.Threads)).OrderByDescending(g => g.Count())
        let at = rows.Key.Conditions
        let commit = at.Commit.Length > 0 ? $" ({at.Commit[..Math.Min(9, at.Commit.Length)]})" : ""
        select $"{rows.Count():N0} cells: {at.Cpu}, {at.Cores} cores, {rows.Key.Threads} thread{(rows.Key.Threads == 1 ? "" : "s")}; "
            + $"{at.System}; {at.Runtime}; TorchSharp {at.Torch}; Heed {at.Heed}{commit}; "
            + $"{rows.Min(r => r.Finished):yyyy-MM-dd} to {rows.Max(r => r.Finished):yyyy-MM-dd}";

    /// <summary>How many cells ended how.</summary>
    public string Counts =>
        string.Join(", ", Rows.GroupBy(r => r.State).OrderBy(g => g.Key)
            .Select(g => $"{g.Count():N0} {Spelling.Kebab(g.Key.ToString()).Replace('-', ' ')}"));
}
