using System.Globalization;
using System.Reflection;
using System.Text;

namespace Heed.Bench.Reports.Pages;

/// <summary>A report as one page that needs nothing else: tables that can be sorted and filtered, and drawings.</summary>
internal static class HtmlPage
{
    public static string Write(Report report)
    {
        var laws = report.Boards.SelectMany(b => b.Standings).SelectMany(s => Contestants.LawsOf(s.Mechanism)).Distinct()
            .Order(StringComparer.Ordinal).ToArray();
        var families = report.Boards.SelectMany(b => b.Standings).Select(s => s.Family).Distinct().Order(StringComparer.Ordinal).ToArray();
        return Resource("report.html")
            .Replace("{{style}}", Resource("report.css"), StringComparison.Ordinal)
            .Replace("{{script}}", Resource("report.js"), StringComparison.Ordinal)
            .Replace("{{warnings}}", string.Concat(report.Warnings.Select(w => $"<p class=\"warning\">{Html.Text(w)}</p>")),
                StringComparison.Ordinal)
            .Replace("{{counts}}", Html.Text($"{report.Rows.Count:N0} cells: {report.Counts}."), StringComparison.Ordinal)
            .Replace("{{families}}", Options(families), StringComparison.Ordinal)
            .Replace("{{laws}}", Options(laws), StringComparison.Ordinal)
            .Replace("{{contents}}",
                string.Concat(report.Boards.Select(b =>
                    $"<li><a href=\"#{b.Name}\">{Html.Text(b.Task.Name)}</a> <span>{Html.Text(b.Size.ToString())}</span></li>")),
                StringComparison.Ordinal)
            .Replace("{{advice}}", Advised(report), StringComparison.Ordinal)
            .Replace("{{pictures}}", Drawings(report), StringComparison.Ordinal)
            .Replace("{{agreements}}", AgreementTable.Html(report.Agreements), StringComparison.Ordinal)
            .Replace("{{boards}}", string.Concat(report.Boards.Select(BoardTable.Html)), StringComparison.Ordinal)
            .Replace("{{maps}}", Maps(report), StringComparison.Ordinal)
            .Replace("{{origins}}", string.Concat(report.Origins.Select(o => $"<li>{Html.Text(o)}</li>")), StringComparison.Ordinal);
    }

    private static string Advised(Report report)
    {
        var advice = Advice.Of(report.Boards);
        if (advice.Count == 0) return "<p>There are not enough numbers for advice.</p>";
        var text = new StringBuilder($"<p>{Html.Text(Advice.Basis(report.Boards))}</p><dl>");
        foreach (var (question, answer) in advice)
            text.Append(CultureInfo.InvariantCulture, $"<dt>{Html.Text(question)}</dt><dd>{Html.Text(answer)}</dd>");
        return text.Append("</dl>").ToString();
    }

    private static string Figure(Picture p) =>
        $"<figure id=\"{p.Name}\"><h3>{Html.Text(p.Title)}</h3>{Inline(p.Svg)}<figcaption>{Html.Text(p.Caption)}</figcaption></figure>";

    private static string Drawings(Report report)
    {
        var drawings = report.Pictures.Where(p => !IsMap(p)).ToArray();
        return drawings.Length == 0 ? "" : $"<h2>Drawings</h2>{string.Concat(drawings.Select(Figure))}";
    }

    private static string Maps(Report report)
    {
        var maps = report.Pictures.Where(IsMap).ToArray();
        return maps.Length == 0 ? "" : $"<h2>Heat maps</h2><div class=\"maps\">{string.Concat(maps.Select(Figure))}</div>";
    }

    /// <summary>As an image, so that names inside one drawing do not meet those of another.</summary>
    private static string Inline(string svg) =>
        $"<img alt=\"\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}\">";

    private static bool IsMap(Picture p) => p.Name.StartsWith("map-", StringComparison.Ordinal);

    private static string Options(IEnumerable<string> names) => string.Concat(names.Select(n => $"<option>{Html.Text(n)}</option>"));

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("report/" + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
