using Heed.Bench.Reports.Pictures;

namespace Heed.Bench.Reports;

/// <summary>The drawings that a set of boards has the numbers for.</summary>
public static class Gallery
{
    private const int MostMaps = 24;

    /// <summary>Draws.</summary>
    /// <param name="boards">The boards.</param>
    public static IReadOnlyList<Picture> Of(IReadOnlyList<Board> boards)
    {
        ArgumentNullException.ThrowIfNull(boards);
        return [.. boards.SelectMany(Spread), .. Cost(boards), .. boards.SelectMany(State), .. boards.SelectMany(Time),
            .. boards.SelectMany(Maps)];
    }

    /// <summary>Fidelity against the spread of scores.</summary>
    private static IEnumerable<Picture> Spread(Board board)
    {
        var (at, medians) = Flip.Series(board, board.Headline.Id, "sigma");
        if (at.Length < 2 || medians.Count < 2) yield break;
        var lower = board.Headline.Better == Better.Lower;
        var winners = Enumerable.Range(0, at.Length)
            .SelectMany(i => medians.Where(m => m.Value[i] > 0).OrderBy(m => lower ? m.Value[i] : -m.Value[i]).Take(2).Select(m => m.Key));
        var flips = Flip.Of(board, "sigma");
        var change = flips.Count == 0 ? "No two mechanisms change their order."
            : $"The order depends on the spread: {flips.Count} pairs of mechanisms change theirs "
                + $"between σ = {Numbers.Text(at[0])} and σ = {Numbers.Text(at[^1])}.";
        var interesting = winners.Concat(flips.Take(3).SelectMany(f => new[] { f.First, f.Second }))
            .Concat(Anchor.All.Select(a => a.Mechanism));
        yield return new($"spread-{board.Name}",
            $"{board.Task.Name}: {board.Headline.Name.ToLowerInvariant()} against the spread of scores",
            "Both axes are logarithmic; exact attention has no error and is not drawn. " + change,
            LinesPicture.Svg([.. medians.Select(m => (m.Key, at, m.Value))], interesting, "σ of the scores", Name(board.Headline), Label));
    }

    /// <summary>What is captured against the time of a pass.</summary>
    private static IEnumerable<Picture> Cost(IReadOnlyList<Board> boards)
    {
        var capture = Lead.Compared(boards);
        foreach (var cost in boards.Where(b => b.Task.Question == Question.Cost))
        {
            var points = cost.Ranked.Where(r => r.Score.Median > 0 && capture.ContainsKey(r.Standing.Mechanism))
                .Select(r => (r.Standing.Mechanism, r.Score.Median, capture[r.Standing.Mechanism].Mean)).ToArray();
            if (points.Length < 2) continue;
            yield return new($"quality-{cost.Name}", $"Quality against cost: {cost.Headline.Name.ToLowerInvariant()}",
                "Up and to the left is better. Quality is the share of exact attention's lead over the majority class, "
                    + $"the mean over {capture.Values.Max(c => c.Tasks)} tasks, of what took part in three quarters of them; "
                    + "the grey line is the front that nobody beats in both.",
                FrontPicture.Svg(points, Name(cost.Headline), "share of exact attention's lead", Numbers.Text));
        }
    }

    /// <summary>Recall against the size of the state.</summary>
    private static IEnumerable<Picture> State(Board board)
    {
        if (board.Task.Question != Question.Capture || board.Headline.Better != Better.Higher) yield break;
        var points = board.Ranked.Where(r => r.Standing.Spent.StateBytes > 0)
            .Select(r => (r.Standing.Mechanism, (double)r.Standing.Spent.StateBytes!.Value, r.Score.Median)).ToArray();
        if (points.Length < 3 || points.Select(p => p.Item2).Distinct().Count() < 2) yield break;
        yield return new($"state-{board.Name}",
            $"{board.Task.Name}: {board.Headline.Name.ToLowerInvariant()} against the size of the state",
            "What one more token needs of the past, at the length of the task. The grey line is the front that nobody beats in both.",
            FrontPicture.Svg(points, "bytes of state", Name(board.Headline), v => Numbers.Bytes(v), step: 4));
    }

    /// <summary>Time against length.</summary>
    private static IEnumerable<Picture> Time(Board board)
    {
        if (board.Task.Question != Question.Cost) yield break;
        foreach (var metric in board.Task.Metrics)
        {
            var growths = Growth.Of(board, metric.Id);
            if (growths.Count < 2 || growths.Max(g => g.Lengths.Length) < 3) continue;
            var exponents = growths.ToDictionary(g => g.Mechanism, g => g.Exponent);
            var ordered = growths.Where(g => double.IsFinite(g.Exponent)).OrderBy(g => g.Times[^1]).Select(g => g.Mechanism).ToArray();
            yield return new($"length-{metric.Id}-{board.Name}", $"{metric.Name} against length",
                "Both axes are logarithmic, so a slope is an exponent: 1 grows with the length, 2 with its square. "
                    + "The number in the legend is fitted over the longer half.",
                LinesPicture.Svg([.. growths.Select(g => (g.Mechanism, g.Lengths, g.Times))],
                    Anchor.All.Select(a => a.Mechanism).Concat(ordered.Take(3)).Concat(ordered.TakeLast(2)).Concat(ordered), "tokens",
                    Name(metric), n => double.IsFinite(exponents[n]) ? $"{Label(n)}  {exponents[n]:f2}" : Label(n)));
        }
    }

    private static IEnumerable<Picture> Maps(Board board) =>
        from standing in board.Standings.Where(s => s.HeatMaps.Count > 0).Take(MostMaps)
        from map in standing.HeatMaps
        let mechanism = string.Concat(standing.Mechanism.Select(c => char.IsLetterOrDigit(c) ? c : '-'))
        select new Picture($"map-{board.Name}-{mechanism}-{map.Name.Replace(' ', '-')}",
            $"{board.Task.Name}: {Label(standing.Mechanism)}", map.Name, HeatPicture.Svg(map));

    private static string Label(string mechanism) => Anchor.LabelOf(mechanism) ?? mechanism;

    private static string Name(Metric metric) =>
        metric.Unit.Length == 0 || metric.Unit == "share" ? metric.Name.ToLowerInvariant()
            : $"{metric.Name.ToLowerInvariant()}, {metric.Unit}";
}
