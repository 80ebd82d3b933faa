using Heed.Bench.Published;

namespace Heed.Bench.Reports;

/// <summary>How far our ranking agrees with a published one.</summary>
/// <param name="Table">The published table.</param>
/// <param name="Board">Ours.</param>
/// <param name="Rows">What both have: the mechanism, their number and ours.</param>
/// <param name="Tau">Kendall's τ.</param>
/// <param name="Lower">The lower end of its interval.</param>
/// <param name="Upper">The upper end.</param>
public sealed record Agreement(PublishedTable Table, Board Board, IReadOnlyList<(string Mechanism, double Theirs, double Ours)> Rows,
    double Tau, double Lower, double Upper)
{
    private const int Fewest = 3;

    /// <summary>The interval for people.</summary>
    public string Range => double.IsNaN(Tau) ? "all alike here" : $"{Numbers.Short(Lower)} to {Numbers.Short(Upper)}";

    /// <summary>Pairs that stand the other way round here, beyond the range of our seeds.</summary>
    public IEnumerable<(string Better, string Worse)> Disagreements =>
        from a in Rows
        from b in Rows
        where Sign(Table.Better) * a.Theirs > Sign(Table.Better) * b.Theirs
            && Sign(Board.Headline.Better) * a.Ours < Sign(Board.Headline.Better) * b.Ours
        where Board.Key(Board.Find(a.Mechanism)!)!.IsApartFrom(Board.Key(Board.Find(b.Mechanism)!)!)
        select (a.Mechanism, b.Mechanism);

    /// <summary>One for each published table and board with at least three mechanisms in common, those that agree least first.</summary>
    /// <param name="boards">Our boards.</param>
    public static IReadOnlyList<Agreement> Of(IEnumerable<Board> boards)
    {
        var found = from board in boards
                    from table in PublishedTable.All
                    where table.Task == board.Task.Id
                    let agreement = Between(table, board)
                    where agreement is not null
                    orderby agreement.Tau, table.Id
                    select agreement;
        return [.. found];
    }

    private static Agreement? Between(PublishedTable table, Board board)
    {
        var rows = (from row in table.Rows
                    let name = row.Contestant
                    where name is not null && board.Find(name) is not null
                    let ours = board.Key(board.Find(name)!)
                    where ours is not null && double.IsFinite(ours.Median)
                    select (name, row.Value, ours.Median)).ToArray();
        if (rows.Length < Fewest) return null;
        double[] theirs = [.. rows.Select(r => Sign(table.Better) * r.Value)];
        double[] own = [.. rows.Select(r => Sign(board.Headline.Better) * r.Median)];
        var (lower, upper) = Kendall.Interval(theirs, own);
        return new(table, board, rows, Kendall.Tau(theirs, own), lower, upper);
    }

    private static int Sign(Better better) => better == Better.Lower ? -1 : 1;
}
