namespace Heed.Bench.Reports;

/// <summary>
/// Which attention to use, as far as the numbers tell: every sentence is derived from them, and says on how few tasks it rests.
/// </summary>
public static class Advice
{
    private const double AsGood = 0.9;
    private const double FlatGrowth = 1.35;
    private const int Most = 5;

    /// <summary>The advice, a heading and a sentence each; none where numbers are lacking.</summary>
    /// <param name="boards">The boards.</param>
    public static IReadOnlyList<(string Question, string Answer)> Of(IReadOnlyList<Board> boards)
    {
        ArgumentNullException.ThrowIfNull(boards);
        var capture = Lead.Compared(boards).Where(c => Contestants.Mechanism(c.Key) is not null).ToDictionary();
        return [.. Find(capture), .. Cheaper(boards, capture), .. Fixed(boards, capture), .. Similar(boards)];
    }

    /// <summary>What the advice rests on.</summary>
    /// <param name="boards">The boards.</param>
    public static string Basis(IReadOnlyList<Board> boards)
    {
        ArgumentNullException.ThrowIfNull(boards);
        var tasks = boards.GroupBy(b => b.Task.Question)
            .Select(g => $"{g.Select(b => b.Task.Id).Distinct().Count()} of {g.Key.ToString().ToLowerInvariant()}");
        var seeds = boards.Select(b => b.Seeds).DefaultIfEmpty().Max();
        return $"It rests on {string.Join(", ", tasks)}, all small, "
            + $"with {(seeds == 1 ? "one seed, so that a difference may be chance" : $"up to {seeds} seeds")}. "
            + "On your data it may be otherwise.";
    }

    private static IEnumerable<(string, string)> Find(Dictionary<string, (double Mean, int Tasks)> capture)
    {
        if (capture.Count < 2) yield break;
        var full = capture.OrderByDescending(c => c.Value.Mean).ThenBy(c => c.Key, StringComparer.Ordinal).ToArray();
        var (fewest, most) = (capture.Values.Min(c => c.Tasks), capture.Values.Max(c => c.Tasks));
        var tasks = fewest == most ? $"{most} task{(most == 1 ? "" : "s")}" : $"{fewest} to {most} tasks";
        yield return ("It must find what is relevant, whatever that costs",
            $"{List(full.Take(Most))} found most, over {tasks} (1 is exact attention, 0 the majority class). "
            + $"{full.Count(f => f.Value.Mean >= AsGood)} of {full.Length} reach {AsGood}; the last is {List(full.TakeLast(1))}.");
    }

    private static IEnumerable<(string, string)> Cheaper(IReadOnlyList<Board> boards, Dictionary<string, (double Mean, int Tasks)> capture)
    {
        foreach (var cost in boards.Where(b => b.Task.Question == Question.Cost))
        {
            var growths = Growth.Of(cost, cost.Headline.Id).ToDictionary(g => g.Mechanism);
            if (!growths.TryGetValue(Anchor.All[0].Mechanism, out var exact)) continue;
            var longest = exact.Lengths[^1];
            var faster = growths.Values.Where(g => capture.ContainsKey(g.Mechanism) && g.Lengths[^1] == longest
                && g.Times[^1] < exact.Times[^1] && g.Exponent < FlatGrowth)
                .OrderByDescending(g => capture[g.Mechanism].Mean).Take(Most).ToArray();
            yield return ("Texts are long",
                faster.Length == 0
                    ? $"Up to {longest:N0} tokens nothing that grows slower is faster than exact attention here "
                        + $"({Numbers.Text(exact.Times[^1])} {cost.Headline.Unit}): use exact attention up to there."
                    : $"At {longest:N0} tokens exact attention took {Numbers.Text(exact.Times[^1])} {cost.Headline.Unit}; "
                      + "of what was faster and grows about linearly, these found most: "
                      + string.Join(", ", faster.Select(Found)) + ".");

            string Found(Growth g) => $"{g.Mechanism} ({Numbers.Text(exact.Times[^1] / g.Times[^1])} times as fast, "
                + $"exponent {g.Exponent:f2}, found {capture[g.Mechanism].Mean:f2})";
        }
    }

    private static IEnumerable<(string, string)> Fixed(IReadOnlyList<Board> boards, Dictionary<string, (double Mean, int Tasks)> capture)
    {
        var recurrent = capture.Where(c => Contestants.FamilyOf(c.Key) == "recurrent").OrderByDescending(c => c.Value.Mean).ToArray();
        if (recurrent.Length == 0) yield break;
        var state = boards.SelectMany(b => b.Standings).Where(s => s.Mechanism == recurrent[0].Key).Select(s => s.Spent.StateBytes)
            .OfType<long>().DefaultIfEmpty().Max();
        yield return ("Memory must not grow while it writes",
            $"Of those with a state of fixed size, {List(recurrent.Take(3))} found most"
                + $"{(state > 0 ? $"; the first keeps {Numbers.Bytes(state)} in these tasks" : "")}.");
    }

    private static IEnumerable<(string, string)> Similar(IReadOnlyList<Board> boards)
    {
        foreach (var board in boards.Where(b => b.Task.Question == Question.Fidelity))
        {
            var (at, medians) = Flip.Series(board, board.Headline.Id, "sigma");
            if (at.Length < 2) continue;
            var others = medians.Where(m => Anchor.LabelOf(m.Key) is null && Array.TrueForAll(m.Value, v => v > 1e-4)).ToArray();
            if (others.Length < 2) continue;
            yield return ($"It must stand in for exact attention ({board.Size})",
                $"That depends on how peaked the scores are. Flat (σ = {Numbers.Text(at[0])}): {Nearest(0)}. "
                    + $"Peaked (σ = {Numbers.Text(at[^1])}): {Nearest(at.Length - 1)}. "
                    + $"{Flip.Of(board, "sigma").Count} pairs change their order in between.");

            string Nearest(int i) =>
                string.Join(", ", others.OrderBy(m => (board.Headline.Better == Better.Lower ? 1 : -1) * m.Value[i]).Take(3)
                    .Select(m => $"{m.Key} ({Numbers.Text(m.Value[i])})"));
        }
    }

    private static string List(IEnumerable<KeyValuePair<string, (double Mean, int Tasks)>> items) =>
        string.Join(", ", items.Select(i => $"{i.Key} ({i.Value.Mean:f2})"));
}
