namespace Heed.Bench.Reports.Pictures;

/// <summary>
/// What is gained against what it costs, a point for each contestant; the front that nobody beats in both is a line, and
/// is named with the anchors.
/// </summary>
internal static class FrontPicture
{
    /// <summary>Draws points.</summary>
    /// <param name="points">For each contestant the cost, greater than 0, and the quality.</param>
    /// <param name="x">The cost.</param>
    /// <param name="y">The quality.</param>
    /// <param name="tick">How costs are written.</param>
    /// <param name="step">From one tick of the cost to the next, as a factor.</param>
    public static string Svg(IReadOnlyList<(string Name, double Cost, double Quality)> points, string x, string y,
        Func<double, string> tick, double step = 10)
    {
        var plot = Look.New(x, y);
        var front = Pareto.Front([.. points.Select(p => (p.Cost, p.Quality))]);
        var best = points.Where((_, i) => front[i]).OrderBy(p => p.Cost).ToArray();
        var line = plot.Add.Scatter(best.Select(p => Math.Log10(p.Cost)).ToArray(), best.Select(p => p.Quality).ToArray());
        (line.Color, line.LineWidth, line.MarkerSize) = (Look.Quiet, 2, 0);
        foreach (var family in points.GroupBy(p => Contestants.FamilyOf(p.Name)).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var dots = plot.Add.Markers(family.Select(p => Math.Log10(p.Cost)).ToArray(), family.Select(p => p.Quality).ToArray());
            (dots.Color, dots.MarkerSize, dots.LegendText) = (Look.OfFamily(family.Key), 9, family.Key);
        }

        var middle = (Math.Log10(points.Min(p => p.Cost)) + Math.Log10(points.Max(p => p.Cost))) / 2;
        var taken = new List<(double X, double Y)>();
        var (low, high) = (points.Min(p => p.Quality), Math.Max(points.Max(p => p.Quality), points.Min(p => p.Quality) + 1e-9));
        foreach (var p in points.Where((p, i) => front[i] || Anchor.LabelOf(p.Name) is not null).OrderByDescending(p => p.Quality))
        {
            var at = (X: Math.Log10(p.Cost), Y: p.Quality);
            while (taken.Any(t => Math.Abs(t.Y - at.Y) < (high - low) * 0.035 && Math.Abs(t.X - at.X) < 0.6)) at.Y -= (high - low) * 0.02;
            taken.Add(at);
            Look.Label(plot, Anchor.LabelOf(p.Name) ?? p.Name, at.X, at.Y, Look.OfFamily(Contestants.FamilyOf(p.Name)), at.X > middle);
        }

        Look.Logarithmic(plot.Axes.Bottom, points.Min(p => p.Cost), points.Max(p => p.Cost), tick, step);
        plot.Axes.Margins(0.15, 0.1);
        Look.Legend(plot);
        return Look.Svg(plot);
    }
}
