using ScottPlot;

namespace Heed.Bench.Reports.Pictures;

/// <summary>Lines of many contestants on logarithmic axes: the interesting ones in colours, the others in grey.</summary>
internal static class LinesPicture
{
    private const int Named = 10;

    /// <summary>Draws lines.</summary>
    /// <param name="lines">For each contestant where and what; all greater than 0.</param>
    /// <param name="interesting">Who is named, the most important first; no more than ten are.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="label">What the legend calls a contestant.</param>
    public static string Svg(IReadOnlyList<(string Name, double[] X, double[] Y)> lines, IEnumerable<string> interesting, string x,
        string y, Func<string, string> label)
    {
        var plot = Look.New(x, y);
        var drawn = lines
            .Select(l => (l.Name, Points: l.X.Zip(l.Y).Where(p => p.First > 0 && p.Second > 0 && double.IsFinite(p.Second)).ToArray()))
            .Where(l => l.Points.Length > 0)
            .ToArray();
        var names = interesting.Where(n => drawn.Any(l => l.Name == n)).Distinct().Take(Named).ToList();
        foreach (var (name, points) in drawn.OrderByDescending(l => names.Contains(l.Name) ? names.IndexOf(l.Name) : int.MaxValue))
        {
            var at = names.IndexOf(name);
            var line = plot.Add.Scatter(points.Select(p => Math.Log10(p.First)).ToArray(),
                points.Select(p => Math.Log10(p.Second)).ToArray());
            line.Color = at < 0 ? Look.Quiet : Look.Colour(at);
            (line.LineWidth, line.MarkerSize) = at < 0 ? (1, 0) : (2, 5);
        }

        foreach (var (name, i) in names.Select((n, i) => (n, i)))
            plot.Legend.ManualItems.Add(new LegendItem { LabelText = label(name), LineColor = Look.Colour(i), LineWidth = 3 });
        var (xs, ys) = (drawn.SelectMany(l => l.Points).Select(p => p.First).DefaultIfEmpty(1).ToArray(),
            drawn.SelectMany(l => l.Points).Select(p => p.Second).DefaultIfEmpty(1).ToArray());
        Look.Logarithmic(plot.Axes.Bottom, xs.Min(), xs.Max(), Text, step: 2);
        Look.Logarithmic(plot.Axes.Left, ys.Min(), ys.Max(), Text);
        Look.Legend(plot);
        return Look.Svg(plot);
    }

    private static string Text(double v) => Numbers.Text(v);
}
