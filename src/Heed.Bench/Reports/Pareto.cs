namespace Heed.Bench.Reports;

/// <summary>Which points no other point beats in both directions.</summary>
public static class Pareto
{
    /// <summary>Marks the front: no other point costs as little and is as good, and is better in one of them.</summary>
    /// <param name="points">What each costs, where less is better, and how good it is, where more is better.</param>
    public static bool[] Front(IReadOnlyList<(double Cost, double Quality)> points) =>
        [.. points.Select(p => !points.Any(o => o.Cost <= p.Cost && o.Quality >= p.Quality && (o.Cost < p.Cost || o.Quality > p.Quality)))];
}
