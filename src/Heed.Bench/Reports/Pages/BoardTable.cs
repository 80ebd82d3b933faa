using System.Globalization;
using System.Text;

namespace Heed.Bench.Reports.Pages;

/// <summary>A board as a table of a page. Each cell carries the number that it is sorted by.</summary>
internal static class BoardTable
{
    public static string Html(Board board)
    {
        var metrics = Columns.Metrics(board);
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"<section id=\"{board.Name}\"><h3>{Reports.Html.Text(board.Task.Name)}</h3><p>{Reports.Html.Text(board.Task.Summary)} <span "
                + $"class=\"quiet\">Size: {Reports.Html.Text(board.Size.ToString())}; "
                + $"{(board.Seeds == 1 ? "one seed" : $"up to {board.Seeds} seeds")}{Cite(board)}.</span></p>"));
        text.Append("<div class=\"scroll\"><table class=\"board\"><thead><tr>");
        string[] heads = ["mechanism", "family", .. metrics.Select(Columns.Heading), "parameters", "state", "FLOPs", "steps", "time"];
        foreach (var head in heads)
            text.Append(CultureInfo.InvariantCulture, $"<th><button type=\"button\">{Reports.Html.Text(head)}</button></th>");
        text.Append("</tr></thead><tbody>");
        foreach (var s in board.Standings) Row(text, board, metrics, s);
        return text.Append("</tbody></table></div></section>").ToString();
    }

    private static void Row(StringBuilder text, Board board, IReadOnlyList<Metric> metrics, Standing s)
    {
        var name = Reports.Html.Text(s.Mechanism);
        var laws = string.Join(' ', Contestants.LawsOf(s.Mechanism));
        var known = s.Anchor is { } anchor ? $"<b>{Reports.Html.Text(anchor)}</b> " : "";
        text.Append(CultureInfo.InvariantCulture,
            $"<tr data-family=\"{s.Family}\" data-laws=\"{laws}\"{(s.Anchor is null ? "" : " class=\"anchor\"")}>");
        text.Append(CultureInfo.InvariantCulture, $"<th data-v=\"{name}\">{known}<code>{name}</code>{Notes(s)}</th>");
        text.Append(CultureInfo.InvariantCulture, $"<td data-v=\"{s.Family}\">{s.Family}</td>");
        if (s.Scores.Count == 0)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"<td class=\"trouble\" colspan=\"{metrics.Count + 5}\">{Reports.Html.Text(string.Join("; ", s.Troubles))}</td></tr>");
            return;
        }

        foreach (var metric in metrics)
        {
            var score = Columns.Score(board, s, metric);
            var exact = score is null ? "" : score.Median.ToString("R", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"<td data-v=\"{exact}\">{(score is null ? "" : Two(score))}</td>");
        }

        foreach (var (_, shown, value) in Columns.Spent(s))
            text.Append(CultureInfo.InvariantCulture,
                $"<td data-v=\"{value?.ToString("R", CultureInfo.InvariantCulture)}\">{Reports.Html.Text(shown)}</td>");
        text.Append("</tr>");
    }

    private static string Two(Score score) => score.Lowest == score.Highest
        ? Numbers.Text(score.Median)
        : $"{Numbers.Text(score.Median)} <small>{Numbers.Text(score.Lowest)} – {Numbers.Text(score.Highest)}</small>";

    private static string Notes(Standing s)
    {
        var notes = s.Notes.Concat(s.Scores.Count > 0 ? s.Troubles : []).ToArray();
        return notes.Length == 0 ? "" : $" <abbr title=\"{Reports.Html.Text(string.Join("\n", notes))}\" tabindex=\"0\">note</abbr>";
    }

    private static string Cite(Board board) => board.Task.Cite is { } cite ? $"; after {Reports.Html.Text(cite.ToString())}" : "";
}
