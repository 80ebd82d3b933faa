using System.Globalization;
using System.Text;

namespace Heed.Bench.Reports.Pages;

/// <summary>Agreement with published rankings as a table of a page.</summary>
internal static class AgreementTable
{
    public static string Html(IReadOnlyList<Agreement> agreements)
    {
        if (agreements.Count == 0) return "<p>No published ranking has three mechanisms in common with these numbers.</p>";
        var text = new StringBuilder("<div class=\"scroll\"><table><thead><tr><th>published</th><th>our task</th><th>mechanisms</th>"
            + "<th>τ</th><th>90 % range</th><th>the other way round here</th></tr></thead><tbody>");
        foreach (var a in agreements)
        {
            var others = string.Join("; ", a.Disagreements.Select(d => $"{d.Worse} above {d.Better}"));
            var values = string.Join("\n",
                a.Rows.Select(r => $"{r.Mechanism}: {Numbers.Text(r.Theirs)} there, {Numbers.Text(r.Ours)} here"));
            text.Append(CultureInfo.InvariantCulture, $"<tr><th>{Reports.Html.Text(a.Table.Title)} ");
            text.Append(CultureInfo.InvariantCulture,
                $"<small>{Reports.Html.Text(a.Table.Source)}. {Reports.Html.Text(a.Table.Caution)}</small></th>");
            text.Append(CultureInfo.InvariantCulture, $"<td><a href=\"#{a.Board.Name}\">{a.Board.Task.Id}</a></td>");
            text.Append(CultureInfo.InvariantCulture,
                $"<td><abbr title=\"{Reports.Html.Text(values)}\" tabindex=\"0\">{a.Rows.Count}</abbr></td>");
            text.Append(CultureInfo.InvariantCulture, $"<td>{Numbers.Short(a.Tau)}</td><td>{a.Range}</td><td class=\"wide\">");
            text.Append(others.Length > 0 ? Reports.Html.Text(others) : "nothing beyond the range of seeds").Append("</td></tr>");
        }

        return text.Append("</tbody></table></div>").ToString();
    }
}
