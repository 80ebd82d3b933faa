namespace Heed.Bench.Reports;

/// <summary>
/// Scores of different tasks on one scale: 0 is what one gets without looking (the majority class, else uniform
/// weights), 1 is exact attention.
/// </summary>
public static class Lead
{
    private const double Least = 1e-3;
    // Of the tasks that the busiest took part in: fewer tell too little to be compared.
    private const double Enough = 0.75;

    /// <summary>The share of exact attention's lead that a contestant has at one task; null when that cannot be said.</summary>
    /// <param name="board">The task.</param>
    /// <param name="mechanism">The contestant.</param>
    public static double? Of(Board board, string mechanism)
    {
        ArgumentNullException.ThrowIfNull(board);
        if (Median(Anchor.All[0].Mechanism) is not { } exact || (Median(Contestant.Majority) ?? Median("uniform")) is not { } blind
            || Median(mechanism) is not { } own) return null;
        var lead = board.Headline.Better == Better.Lower ? blind - exact : exact - blind;
        return lead < Least ? null : (board.Headline.Better == Better.Lower ? blind - own : own - blind) / lead;

        double? Median(string name) =>
            board.Find(name) is { } s && board.Key(s) is { } score && double.IsFinite(score.Median) ? score.Median : null;
    }

    /// <summary>The mean over the boards of tasks that ask what a mechanism captures, for each contestant, and over how many.</summary>
    /// <param name="boards">The boards.</param>
    public static IReadOnlyDictionary<string, (double Mean, int Tasks)> Capture(IEnumerable<Board> boards)
    {
        var leads = from board in boards
                    where board.Task.Question == Question.Capture
                    from standing in board.Standings
                    let lead = Of(board, standing.Mechanism)
                    where lead is not null
                    group lead.Value by standing.Mechanism into g
                    select (g.Key, Mean: g.Average(), Tasks: g.Count());
        return leads.ToDictionary(l => l.Key, l => (l.Mean, l.Tasks), StringComparer.Ordinal);
    }

    /// <summary>
    /// The same, of those that took part in enough tasks to be compared: three quarters of what the busiest took part in.
    /// </summary>
    /// <param name="boards">The boards.</param>
    public static IReadOnlyDictionary<string, (double Mean, int Tasks)> Compared(IEnumerable<Board> boards)
    {
        var all = Capture(boards);
        var enough = Enough * all.Values.Select(c => c.Tasks).DefaultIfEmpty().Max();
        return all.Where(c => c.Value.Tasks >= enough).ToDictionary(StringComparer.Ordinal);
    }
}
