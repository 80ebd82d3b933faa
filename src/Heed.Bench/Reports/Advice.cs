namespace Heed.Bench.Reports;

/// <summary>
/// What the numbers say of the choice of a mechanism, and what they do not: every sentence is derived from them and says on how many
/// tasks it rests.
/// </summary>
public static class Advice
{
    private const double AsGood = 0.9;
    private const int Most = 5;
    private const string Learned = "length";                                               // of the texts that a task learns from

    /// <summary>What can be said, a heading and a sentence each; nothing where numbers are lacking.</summary>
    /// <param name="boards">The boards.</param>
    public static IReadOnlyList<(string Question, string Answer)> Of(IReadOnlyList<Board> boards)
    {
        ArgumentNullException.ThrowIfNull(boards);
        (string, string)[] known = [.. Find(boards), .. Similar(boards)];
        return known.Length == 0 ? [] : [.. known, .. Unknown(boards)];
    }

    /// <summary>What it rests on.</summary>
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

    /// <summary>Of those that are no anchor, and not exact attention by another name.</summary>
    private static IEnumerable<(string, string)> Find(IReadOnlyList<Board> boards)
    {
        var telling = boards.Where(Lead.Tells).Select(b => b.Task.Id).Distinct().Count();
        var full = Lead.Compared(boards)
            .Where(c => Contestants.Mechanism(c.Key) is not null && Anchor.LabelOf(c.Key) is null && !Lead.IsExact(c.Key))
            .OrderByDescending(c => c.Value.Mean).ThenBy(c => c.Key, StringComparer.Ordinal).ToArray();
        if (full.Length < 2) yield break;
        var first = full.Take(Most).Select(f => $"{f.Key} ({f.Value.Mean:f2}, {f.Value.Tasks} task{(f.Value.Tasks == 1 ? "" : "s")})");
        yield return ("What found what is relevant",
            $"{string.Join(", ", first)} found most, where 1 is exact attention and 0 the majority class or uniform weights. "
            + $"{full.Count(f => f.Value.Mean >= AsGood)} of {full.Length} reach {AsGood}. "
            + $"Counted {(telling == 1 ? "is the task" : $"are the {telling} tasks")} on which neither no mixing nor uniform weights "
            + "come half the way.");
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

    /// <summary>What a reader would like to know next, and these numbers cannot tell.</summary>
    private static IEnumerable<(string, string)> Unknown(IReadOnlyList<Board> boards)
    {
        var capture = boards.Where(b => b.Task.Question == Question.Capture).ToArray();
        if (capture.Length == 0) yield break;
        var longest = capture.Where(b => b.Size.Names.Contains(Learned)).Select(b => b.Size.Number(Learned)).DefaultIfEmpty().Max();
        yield return ("Not known",
            $"Which mechanism suits long texts{(longest > 0 ? $": nothing here learns from texts of more than {longest:N0} tokens" : "")}. "
            + "Which one finds most with a memory of a given size: here each has the memory that its width gives it. "
            + "How the order changes with the rate of learning: all learn at the same one. "
            + "How published layers do, with their norms, gates and convolutions: here the bare rules are compared.");
    }
}
