namespace Heed.Bench.Reports;

/// <summary>
/// Scores of different tasks on one scale: 0 is what one gets without looking (the majority class, else uniform
/// weights), 1 is exact attention.
/// </summary>
public static class Lead
{
    private static readonly string Exact = Anchor.All[0].Mechanism;

    private const double Least = 1e-3;
    // Of the tasks that the busiest took part in: fewer tell too little to be compared.
    private const double Enough = 0.75;
    private const double Half = 0.5;

    /// <summary>The share of exact attention's lead that a contestant has at one task; null when that cannot be said.</summary>
    /// <param name="board">The task.</param>
    /// <param name="mechanism">The contestant.</param>
    public static double? Of(Board board, string mechanism)
    {
        ArgumentNullException.ThrowIfNull(board);
        if (Median(Exact) is not { } exact || (Median(Contestant.Majority) ?? Median("uniform")) is not { } blind
            || Median(mechanism) is not { } own) return null;
        var lead = board.Headline.Better == Better.Lower ? blind - exact : exact - blind;
        return lead < Least ? null : (board.Headline.Better == Better.Lower ? blind - own : own - blind) / lead;

        double? Median(string name) =>
            board.Find(name) is { } s && board.Key(s) is { } score && double.IsFinite(score.Median) ? score.Median : null;
    }

    /// <summary>
    /// Whether a board tells how well a contestant attends: it asks what is captured, and who looks at nothing or at everything alike does
    /// not come half the way to exact attention.
    /// </summary>
    /// <param name="board">The board.</param>
    public static bool Tells(Board board)
    {
        ArgumentNullException.ThrowIfNull(board);
        return board.Task.Question == Question.Capture && Of(board, Exact) is not null
            && !new[] { "uniform", "identity" }.Any(blind => Of(board, blind) >= Half);
    }

    /// <summary>
    /// Whether a contestant is exact attention by another name: the tasks hide later tokens from everybody, so that a causal mask changes
    /// nothing.
    /// </summary>
    /// <param name="mechanism">The contestant.</param>
    public static bool IsExact(string mechanism) => Contestants.Mechanism(mechanism) is not null
        && Expression.Parse(mechanism).Terms.All(t => t.Entry.Card.Id == Exact || t.Entry.Card.Id == "causal");

    /// <summary>The mean over the boards that tell, for each contestant, and over how many tasks.</summary>
    /// <param name="boards">The boards.</param>
    public static IReadOnlyDictionary<string, (double Mean, int Tasks)> Capture(IEnumerable<Board> boards)
    {
        var leads = from board in boards
                    where Tells(board)
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
