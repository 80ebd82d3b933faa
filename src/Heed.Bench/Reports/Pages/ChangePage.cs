using System.Globalization;

namespace Heed.Bench.Reports.Pages;

/// <summary>What changed between two stores as Markdown: what is beyond noise, in full, and the rest by number.</summary>
internal static class ChangePage
{
    private const string Head = "\n| | task | size | mechanism | number | at | before | after |\n|---|---|---|---|---|---|---:|---:|\n";

    public static string Write(IReadOnlyList<Change> changes)
    {
        var told = changes.Where(c => c.IsTold).OrderByDescending(c => c.Kind).ToArray();
        var rows = told.Select(c => string.Create(CultureInfo.InvariantCulture,
            $"| {Change.Called(c.Kind)} | {c.Task} | {c.Size} | {Cell($"`{c.Mechanism}`")} | {Cell(c.Metric.Name.ToLowerInvariant())} "
            + $"| {Cell(c.Condition)} | {c.Before.Median:g4} | {c.After.Median:g4} |\n"));
        return $"# What changed\n\n{Change.Counts(changes)}.\n"
            + (told.Length == 0 ? "" : Head + string.Concat(rows));
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
