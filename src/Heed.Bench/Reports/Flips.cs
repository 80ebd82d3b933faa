namespace Heed.Bench.Reports;

/// <summary>Where the order of two mechanisms depends on a condition.</summary>
/// <param name="First">Better at the lower end.</param>
/// <param name="Second">Better at the upper end.</param>
/// <param name="Low">The scores at the lower end.</param>
/// <param name="High">The scores at the upper end.</param>
public sealed record Flip(string First, string Second, (double First, double Second) Low, (double First, double Second) High)
{
    /// <summary>The values of a condition, and for each contestant its medians there; those that lack one are left out.</summary>
    /// <param name="board">The board.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="name">The condition, such as <c>sigma</c>.</param>
    public static (double[] At, IReadOnlyDictionary<string, double[]> Medians) Series(Board board, string metric, string name)
    {
        ArgumentNullException.ThrowIfNull(board);
        var at = board.Standings.SelectMany(s => s.Scores).Where(s => s.Metric == metric).Select(s => s.At(name)).OfType<double>()
            .Distinct().Order().ToArray();
        var medians = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var standing in board.Standings)
        {
            var own = standing.Scores.Where(s => s.Metric == metric && s.At(name) is not null)
                .ToDictionary(s => s.At(name)!.Value, s => s.Median);
            if (at.Length > 0 && at.All(a => own.TryGetValue(a, out var v) && double.IsFinite(v)))
                medians[standing.Mechanism] = [.. at.Select(a => own[a])];
        }

        return (at, medians);
    }

    /// <summary>All flips between the lowest and the highest value of a condition, the widest first.</summary>
    /// <param name="board">The board.</param>
    /// <param name="name">The condition.</param>
    public static IReadOnlyList<Flip> Of(Board board, string name)
    {
        ArgumentNullException.ThrowIfNull(board);
        var (at, medians) = Series(board, board.Headline.Id, name);
        if (at.Length < 2) return [];
        var sign = board.Headline.Better == Better.Higher ? -1 : 1;
        return
        [
            .. from a in medians
               from b in medians
               where sign * a.Value[0] < sign * b.Value[0] && sign * a.Value[^1] > sign * b.Value[^1]
               orderby Math.Min(Apart(a.Value[0], b.Value[0]), Apart(a.Value[^1], b.Value[^1])) descending
               select new Flip(a.Key, b.Key, (a.Value[0], b.Value[0]), (a.Value[^1], b.Value[^1])),
        ];
    }

    private static double Apart(double a, double b) => Math.Abs(Math.Log(Math.Max(a, 1e-12) / Math.Max(b, 1e-12)));
}
