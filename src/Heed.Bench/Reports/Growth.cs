namespace Heed.Bench.Reports;

/// <summary>How a time grows with length.</summary>
/// <param name="Mechanism">Of which contestant.</param>
/// <param name="Lengths">The lengths.</param>
/// <param name="Times">The medians there.</param>
/// <param name="Exponent">
/// The slope in logarithms over the longer half of the lengths, where what does not grow counts little; NaN for fewer than three.
/// </param>
public sealed record Growth(string Mechanism, double[] Lengths, double[] Times, double Exponent)
{
    private const int Fewest = 3;

    /// <summary>For each contestant of a board whose scores have a length.</summary>
    /// <param name="board">The board.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="name">The condition that is the length.</param>
    public static IReadOnlyList<Growth> Of(Board board, string metric, string name = "n")
    {
        ArgumentNullException.ThrowIfNull(board);
        return
        [
            .. from standing in board.Standings
               let points = standing.Scores.Where(s => s.Metric == metric && s.At(name) is > 0 && s.Median > 0 && double.IsFinite(s.Median))
                   .OrderBy(s => s.At(name)).ToArray()
               where points.Length > 0
               let lengths = points.Select(p => p.At(name)!.Value).ToArray()
               let times = points.Select(p => p.Median).ToArray()
               select new Growth(standing.Mechanism, lengths, times, Fit(lengths, times)),
        ];
    }

    private static double Fit(double[] lengths, double[] times)
    {
        if (lengths.Length < Fewest) return double.NaN;
        var count = Math.Max(Fewest, (lengths.Length + 1) / 2);
        var (x, y) = (lengths[^count..].Select(l => Math.Log(l)).ToArray(), times[^count..].Select(t => Math.Log(t)).ToArray());
        var (mx, my) = (x.Average(), y.Average());
        return x.Zip(y).Sum(p => (p.First - mx) * (p.Second - my)) / x.Sum(v => (v - mx) * (v - mx));
    }
}
