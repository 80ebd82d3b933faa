using Heed.Bench.Stores;

namespace Heed.Bench.Reports;

/// <summary>How one contestant did at one task and size.</summary>
/// <param name="Mechanism">The contestant.</param>
/// <param name="Scores">Its numbers; none when no cell ended well.</param>
/// <param name="Spent">What it cost: that of the first seed.</param>
/// <param name="Seconds">The median time of a cell; null when none ended well.</param>
/// <param name="Troubles">How cells ended that did not end well, and why.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Curves">Of the first seed.</param>
/// <param name="HeatMaps">The median over seeds, cell by cell.</param>
public sealed record Standing(
    string Mechanism, IReadOnlyList<Score> Scores, Spent Spent, double? Seconds, IReadOnlyList<string> Troubles,
    IReadOnlyList<string> Notes, IReadOnlyList<Curve> Curves, IReadOnlyList<HeatMap> HeatMaps)
{
    /// <summary>What tables call it when it is an anchor; else null.</summary>
    public string? Anchor => Bench.Anchor.LabelOf(Mechanism);

    /// <summary>Its family; <c>yardstick</c> for what is no mechanism.</summary>
    public string Family => Contestants.FamilyOf(Mechanism);

    /// <summary>The score of a metric.</summary>
    /// <param name="metric">The metric's id.</param>
    /// <param name="condition">Under which condition.</param>
    public Score? Find(string metric, string condition = "") => Scores.FirstOrDefault(s => s.Metric == metric && s.Condition == condition);

    internal static Standing Of(string mechanism, IReadOnlyList<Row> rows)
    {
        var done = rows.Where(r => r.State == CellState.Done).OrderBy(r => r.Cell.Seed)
            .Select(r => (Row: r, Outcome: r.Outcome!)).ToArray();
        var scores = done.SelectMany(d => d.Outcome.Numbers).GroupBy(n => (n.Metric, n.Condition)).Select(g => Score.Of([.. g]));
        var troubles = rows.Where(r => r.State != CellState.Done).GroupBy(r => (r.State, r.Reason))
            .Select(g => $"{Spelling.Kebab(g.Key.State.ToString()).Replace('-', ' ')}: "
                + $"{g.Key.Reason}{(g.Count() > 1 ? $" ({g.Count()} seeds)" : "")}");
        var seconds = done.Select(d => d.Row.Seconds).Order().ToArray();
        return new(mechanism, [.. scores], done.FirstOrDefault().Outcome?.Spent ?? new(),
            seconds.Length > 0 ? seconds[seconds.Length / 2] : null, [.. troubles], [.. done.SelectMany(d => d.Outcome.Notes).Distinct()],
            done.FirstOrDefault().Outcome?.Curves ?? [], [.. done.SelectMany(d => d.Outcome.HeatMaps).GroupBy(h => h.Name).Select(Middle)]);
    }

    private static HeatMap Middle(IGrouping<string, HeatMap> maps)
    {
        var same = maps.Where(m => m.Values.Count == maps.First().Values.Count).ToArray();
        return maps.First() with
        {
            Values = [.. maps.First().Values.Select((_, i) => same.Select(m => m.Values[i]).Order().ElementAt(same.Length / 2))],
        };
    }
}
