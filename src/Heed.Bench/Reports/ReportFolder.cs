using System.Text;
using Heed.Bench.Reports.Pages;
using Heed.Bench.Results;
using Heed.Models;

namespace Heed.Bench.Reports;

/// <summary>
/// Writes a report to a folder: a page for browsers, the same as Markdown with its drawings beside it, the numbers as CSV and JSON, and
/// those that count in short.
/// </summary>
public static class ReportFolder
{
    /// <summary>Writes; files that are there are replaced, each whole.</summary>
    /// <param name="report">The report.</param>
    /// <param name="folder">The folder; it is made when it is missing.</param>
    /// <returns>The page for browsers.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static string Write(Report report, string folder)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (File.Exists(folder)) throw new IOException($"'{folder}' is a file, where a folder for the report was expected.");
        var plots = Path.Combine(folder, "plots");
        Directory.CreateDirectory(plots);
        foreach (var picture in report.Pictures) Put(Path.Combine(plots, picture.Name + ".svg"), picture.Svg.TrimEnd() + "\n");
        Put(Path.Combine(folder, "report.md"), MarkdownPage.Write(report));
        Put(Path.Combine(folder, "rows.csv"), CsvPage.Write(report.Rows));
        Put(Path.Combine(folder, "report.json"), JsonPage.Write(report));
        Put(Path.Combine(folder, "results.json"), ResultTable.Write(ResultTable.Of(report)));
        var page = Path.Combine(folder, "report.html");
        Put(page, HtmlPage.Write(report));
        return page;
    }

    /// <summary>Writes what changed between two stores to <c>changes.md</c> in a folder.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="folder">The folder; it is made when it is missing.</param>
    /// <returns>The file.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static string Write(IReadOnlyList<Change> changes, string folder)
    {
        if (File.Exists(folder)) throw new IOException($"'{folder}' is a file, where a folder for what changed was expected.");
        Directory.CreateDirectory(folder);
        var page = Path.Combine(folder, "changes.md");
        Put(page, ChangePage.Write(changes));
        return page;
    }

    private static void Put(string path, string text) =>
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))));
}
