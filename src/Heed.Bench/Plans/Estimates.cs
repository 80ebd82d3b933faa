using Heed.Bench.Stores;

namespace Heed.Bench.Plans;

/// <summary>How long cells take: as measured where rows are at hand, else as the task says.</summary>
public sealed class Estimates
{
    /// <summary>
    /// A task tells how long exact attention takes; this many times as long took all contestants on the whole, of a suite that had the
    /// slowest ones (a test compares it with docs/results).
    /// </summary>
    public const double Spread = 3.5;

    private readonly Dictionary<string, double> byMechanism;
    private readonly Dictionary<string, double> bySize;
    private readonly IReadOnlyList<BenchTask> tasks;

    /// <summary>Learns from rows.</summary>
    /// <param name="rows">What was measured so far.</param>
    /// <param name="tasks">The tasks that there are; null = all of this library.</param>
    public Estimates(IEnumerable<Row> rows, IReadOnlyList<BenchTask>? tasks = null)
    {
        var done = rows.Where(r => r.State == CellState.Done).ToArray();
        this.tasks = tasks ?? TaskCatalog.All;
        byMechanism = Medians(done, r => $"{r.Cell.Task}|{r.Cell.Size}|{r.Cell.Mechanism}");
        bySize = done.GroupBy(r => $"{r.Cell.Task}|{r.Cell.Size}").ToDictionary(g => g.Key, g => g.Average(r => r.Seconds));
    }

    /// <summary>Seconds for a cell.</summary>
    /// <param name="cell">The cell.</param>
    public double Seconds(Cell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var size = $"{cell.Task}|{cell.Size}";
        if (byMechanism.TryGetValue($"{size}|{cell.Mechanism}", out var measured) || bySize.TryGetValue(size, out measured))
            return measured;
        var task = tasks.FirstOrDefault(t => t.Id == cell.Task);
        if (task is null || task.WhyNot(Contestant.Parse(cell.Mechanism)) is not null) return 0;
        return task.Estimate(cell.Size);
    }

    /// <summary>Whether rows at hand tell of the cell's size.</summary>
    /// <param name="cell">The cell.</param>
    public bool IsMeasured(Cell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return bySize.ContainsKey($"{cell.Task}|{cell.Size}");
    }

    /// <summary>Seconds for many cells.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="jobs">How many run at the same time.</param>
    public double Seconds(IEnumerable<Cell> cells, int jobs)
    {
        var all = cells.Select(c => (Seconds: Seconds(c), Timed: tasks.FirstOrDefault(t => t.Id == c.Task)?.IsTimed == true)).ToArray();
        return all.Where(c => c.Timed).Sum(c => c.Seconds) + (all.Where(c => !c.Timed).Sum(c => c.Seconds) / Math.Max(1, jobs));
    }

    private static Dictionary<string, double> Medians(IEnumerable<Row> rows, Func<Row, string> key) =>
        rows.GroupBy(key).ToDictionary(g => g.Key, g => Middle([.. g.Select(r => r.Seconds).Order()]));

    private static double Middle(double[] sorted) => sorted[sorted.Length / 2];
}
