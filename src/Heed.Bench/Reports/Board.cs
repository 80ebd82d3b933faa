using Heed.Bench.Stores;

namespace Heed.Bench.Reports;

/// <summary>One task at one size: all contestants, the best first.</summary>
/// <param name="Task">The task.</param>
/// <param name="Size">The size.</param>
/// <param name="Standings">The contestants, by the median of the metric that counts; those without one last.</param>
public sealed record Board(BenchTask Task, TaskSize Size, IReadOnlyList<Standing> Standings)
{
    /// <summary>The metric that counts.</summary>
    public Metric Headline => Task.Metrics[0];

    /// <summary>How many seeds most contestants have.</summary>
    public int Seeds => Standings.SelectMany(s => s.Scores).Select(s => s.Seeds).DefaultIfEmpty().Max();

    /// <summary>The name in files and anchors of a page.</summary>
    public string Name =>
        $"{Task.Id}-{string.Join('-', Size.ToString().Replace("=", "", StringComparison.Ordinal).Split(' '))}".TrimEnd('-')
            .Replace(".", "_", StringComparison.Ordinal);

    /// <summary>Those with a number that counts, the best first.</summary>
    public IEnumerable<(Standing Standing, Score Score)> Ranked =>
        from s in Standings let score = Key(s) where score is not null && double.IsFinite(score.Median) select (s, score);

    /// <summary>The contestant of that name; null when it is not there.</summary>
    /// <param name="mechanism">The canonical expression or yardstick.</param>
    public Standing? Find(string mechanism) => Standings.FirstOrDefault(s => s.Mechanism == mechanism);

    /// <summary>The score that counts.</summary>
    /// <param name="standing">A contestant.</param>
    public Score? Key(Standing standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        return standing.Find(Headline.Id) ?? standing.Scores.FirstOrDefault(s => s.Metric == Headline.Id);
    }

    /// <summary>The boards that rows make: of each task the version that this program has, tasks in the order of the catalog.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="tasks">The tasks that there are; null = all of this library.</param>
    public static IReadOnlyList<Board> Of(IEnumerable<Row> rows, IReadOnlyList<BenchTask>? tasks = null)
    {
        tasks ??= TaskCatalog.All;
        var boards = from row in rows
                     let task = tasks.FirstOrDefault(t => t.Id == row.Cell.Task && t.Version == row.Cell.Version)
                     where task is not null
                     group row by (task, row.Cell.Size) into g
                     orderby tasks.ToList().IndexOf(g.Key.task), g.Key.Size.ToString()
                     select Make(g.Key.task, g.Key.Size, [.. g]);
        return [.. boards];
    }

    private static Board Make(BenchTask task, TaskSize size, IReadOnlyList<Row> rows)
    {
        var board = new Board(task, size, [.. rows.GroupBy(r => r.Cell.Mechanism).Select(g => Standing.Of(g.Key, [.. g]))]);
        var sign = board.Headline.Better == Better.Higher ? -1 : 1;
        return board with
        {
            Standings =
            [
                .. board.Standings.OrderBy(s => s.Scores.Count == 0)
                    .ThenBy(s => board.Key(s) is { } k && double.IsFinite(k.Median) ? sign * k.Median : double.MaxValue)
                    .ThenBy(s => s.Mechanism, StringComparer.Ordinal),
            ],
        };
    }
}
