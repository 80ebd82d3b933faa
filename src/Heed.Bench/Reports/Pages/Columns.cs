namespace Heed.Bench.Reports.Pages;

/// <summary>The columns of a board's table, the same in every kind of page.</summary>
internal static class Columns
{
    /// <summary>The metrics that have a number without a condition, at least the one that counts.</summary>
    public static IReadOnlyList<Metric> Metrics(Board board) =>
        [.. board.Task.Metrics.Where((m, i) => i == 0 || board.Standings.Any(s => s.Find(m.Id) is not null))];

    /// <summary>The score of a metric in such a column.</summary>
    public static Score? Score(Board board, Standing standing, Metric metric) =>
        metric == board.Headline ? board.Key(standing) : standing.Find(metric.Id);

    /// <summary>The heading of a metric.</summary>
    public static string Heading(Metric metric)
    {
        var unit = metric.Unit is "" or "share" ? "" : $", {metric.Unit}";
        return $"{metric.Name}{unit} {metric.Better switch { Better.Higher => "↑", Better.Lower => "↓", _ => "" }}".TrimEnd();
    }

    /// <summary>What was spent, heading and text.</summary>
    public static IEnumerable<(string Heading, string Text, double? Value)> Spent(Standing s) =>
    [
        ("parameters", s.Spent.Parameters?.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) ?? "", s.Spent.Parameters),
        ("state", s.Spent.StateBytes is { } b ? Numbers.Bytes(b) : "", s.Spent.StateBytes),
        ("FLOPs", s.Spent.Flops is { } f ? Numbers.Text(f) : "", s.Spent.Flops),
        ("steps", s.Spent.Steps is { } n ? n.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) : "", s.Spent.Steps),
        ("time", s.Seconds is { } t ? Running.Duration.Of(t) : "", s.Seconds),
    ];
}
