using System.Text;

namespace Heed.Bench.Reports.Pages;

/// <summary>A report as Markdown, with its drawings in files beside it.</summary>
internal static class MarkdownPage
{
    public static string Write(Report report)
    {
        var page = new StringBuilder("# Attention, measured\n\n");
        foreach (var warning in report.Warnings) page.Append($"> **{warning}**\n>\n");
        page.Append($"\n{report.Rows.Count:N0} cells: {report.Counts}. Numbers are medians over seeds, with the range in parentheses, "
            + $"never the best. ↑ more is better, ↓ less is better.\n\n");
        if (Advice.Of(report.Boards) is { Count: > 0 } advice)
        {
            page.Append($"## Which attention should I use?\n\n{Advice.Basis(report.Boards)}\n\n");
            foreach (var (question, answer) in advice) page.Append($"* **{question}.** {Text(answer)}\n");
        }

        if (report.Agreements.Count > 0) Agree(page, report.Agreements);
        foreach (var picture in report.Pictures.Where(p => !p.Name.StartsWith("map-", StringComparison.Ordinal)))
            page.Append($"\n## {picture.Title}\n\n![{picture.Title}](plots/{picture.Name}.svg)\n\n{picture.Caption}\n");
        foreach (var board in report.Boards) Table(page, board);
        page.Append("\n## Where the numbers come from\n\n");
        foreach (var origin in report.Origins) page.Append($"* {origin}\n");
        return page.ToString();
    }

    private static void Agree(StringBuilder page, IReadOnlyList<Agreement> agreements)
    {
        page.Append("\n## Agreement with published rankings\n\nKendall's τ, 1 when the order is the same and −1 when it is reversed, "
            + "with the range that so few mechanisms can tell; the least agreement first.\n\n");
        page.Append("| published | our task | mechanisms | τ | 90 % range | the other way round here |\n|---|---|---|---|---|---|\n");
        foreach (var a in agreements)
        {
            var others = string.Join("; ", a.Disagreements.Select(d => $"{d.Worse} above {d.Better}"));
            page.Append($"| {a.Table.Title}: {a.Table.Source} | {a.Board.Task.Id}, {a.Board.Size} | {a.Rows.Count} | "
                + $"{Numbers.Short(a.Tau)} | {a.Range} | {(others.Length > 0 ? others : "nothing beyond the range of seeds")} |\n");
        }

        page.Append('\n');
        foreach (var table in agreements.Select(a => a.Table).Distinct()) page.Append($"* {table.Title}: {table.Caution}\n");
    }

    private static void Table(StringBuilder page, Board board)
    {
        var metrics = Columns.Metrics(board);
        var seeds = board.Seeds == 1 ? "One seed." : $"Up to {board.Seeds} seeds.";
        var source = board.Task.Cite is { } cite ? $" After {cite}." : "";
        page.Append($"\n## {board.Task.Name}\n\n{board.Task.Summary} Size: {board.Size}. {seeds}{source}\n\n");
        string[] head = ["mechanism", .. metrics.Select(Columns.Heading), "parameters", "state", "FLOPs", "steps", "time"];
        page.Append($"| {string.Join(" | ", head)} |\n|{string.Concat(head.Select((_, i) => i == 0 ? "---|" : "---:|"))}\n");
        foreach (var s in board.Standings.Where(s => s.Scores.Count > 0))
        {
            string[] row =
            [
                s.Anchor is { } anchor ? $"**{anchor}** `{s.Mechanism}`" : $"`{s.Mechanism}`",
                .. metrics.Select(m => Columns.Score(board, s, m) is { } score ? Numbers.Text(score) : ""),
                .. Columns.Spent(s).Select(c => c.Text),
            ];
            page.Append($"| {string.Join(" | ", row.Select(Text))} |\n");
        }

        var troubles = board.Standings.Where(s => s.Troubles.Count > 0).SelectMany(s => s.Troubles.Select(t => (s.Mechanism, Trouble: t)))
            .GroupBy(t => Generic(t.Trouble, t.Mechanism)).ToArray();
        if (troubles.Length > 0) page.Append('\n');
        foreach (var trouble in troubles)
            page.Append($"* {string.Join(", ", trouble.Select(t => $"`{t.Mechanism}`"))}: {Text(trouble.Key)}\n");
    }

    /// <summary>A reason without the name of the one that it is about.</summary>
    private static string Generic(string reason, string mechanism) => reason.Replace($"'{mechanism}'", "it", StringComparison.Ordinal);

    private static string Text(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
