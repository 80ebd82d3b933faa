using System.Globalization;
using Heed.Bench.Stores;

namespace Heed.Bench.Reports;

/// <summary>What differs between two stores in one number.</summary>
/// <param name="Task">The task.</param>
/// <param name="Size">The size.</param>
/// <param name="Mechanism">The contestant.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Condition">The condition.</param>
/// <param name="Before">The score in the first store.</param>
/// <param name="After">The score in the second.</param>
/// <param name="Kind">What to make of it.</param>
public sealed record Change(string Task, TaskSize Size, string Mechanism, Metric Metric, string Condition, Score Before,
    Score After, ChangeKind Kind)
{
    /// <summary>All numbers that both stores have, by task, mechanism and metric.</summary>
    /// <param name="before">The rows of the first.</param>
    /// <param name="after">The rows of the second.</param>
    /// <param name="tasks">The tasks that there are; null = all of this library.</param>
    public static IReadOnlyList<Change> Between(IEnumerable<Row> before, IEnumerable<Row> after, IReadOnlyList<BenchTask>? tasks = null)
    {
        var old = Board.Of(before, tasks);
        var changes = from board in Board.Of(after, tasks)
                      let was = old.FirstOrDefault(b => b.Task == board.Task && b.Size.Equals(board.Size))
                      where was is not null
                      from standing in board.Standings
                      let then = was.Find(standing.Mechanism)
                      where then is not null
                      from score in standing.Scores
                      let earlier = then.Find(score.Metric, score.Condition)
                      where earlier is not null
                      let metric = board.Task.Metrics.First(m => m.Id == score.Metric)
                      select new Change(board.Task.Id, board.Size, standing.Mechanism, metric, score.Condition, earlier, score,
                          KindOf(metric, earlier, score));
        return [.. changes];
    }

    /// <summary>Whether it lies beyond noise.</summary>
    public bool IsTold => Kind is ChangeKind.Better or ChangeKind.Worse or ChangeKind.Changed;

    /// <summary>How many there are of each kind, as part of a sentence.</summary>
    /// <param name="changes">The changes.</param>
    public static string Counts(IReadOnlyList<Change> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var kinds = changes.GroupBy(c => c.Kind).OrderBy(g => g.Key)
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count():N0} {Called(g.Key)}"));
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", kinds)} of {changes.Count:N0} numbers that both have");
    }

    internal static string Called(ChangeKind kind) => Spelling.Kebab(kind.ToString()).Replace('-', ' ');

    private static ChangeKind KindOf(Metric metric, Score before, Score after)
    {
        if (before.Median == after.Median) return ChangeKind.Same;
        if (!before.IsApartFrom(after)) return ChangeKind.WithinNoise;
        if ((before.Seeds == 1 && before.Lowest == before.Highest) || (after.Seeds == 1 && after.Lowest == after.Highest))
            return ChangeKind.CannotTell;
        return metric.Better == Better.Neither ? ChangeKind.Changed
            : (metric.Better == Better.Higher) == (after.Median > before.Median) ? ChangeKind.Better
            : ChangeKind.Worse;
    }
}

/// <summary>What to make of a difference.</summary>
public enum ChangeKind
{
    /// <summary>There is none.</summary>
    Same,

    /// <summary>The ranges overlap.</summary>
    WithinNoise,

    /// <summary>One seed without quartiles says nothing of noise.</summary>
    CannotTell,

    /// <summary>The ranges lie apart, and neither side is better.</summary>
    Changed,

    /// <summary>The ranges lie apart, and the second is better.</summary>
    Better,

    /// <summary>The ranges lie apart, and the second is worse.</summary>
    Worse,
}
