using System.Globalization;
using System.Text;
using Heed.Kernels.Bench;

namespace Heed.CatalogBench;

/// <summary>The table to read.</summary>
internal static class Page
{
    /// <summary>Times exact attention's from which a reason is printed.</summary>
    public const double Much = 10;

    /// <summary>The page of some rows.</summary>
    /// <param name="rows">What was measured.</param>
    /// <param name="failures">What was not, and why, by word.</param>
    public static string Of(IReadOnlyList<Measured> rows, IReadOnlyDictionary<string, string> failures)
    {
        var page = new StringBuilder("# The catalog against exact attention\n\n");
        foreach (var (what, value) in Machine.Conditions) page.Append(CultureInfo.InvariantCulture, $"* {what}: {value}\n");
        var stamp = Machine.Stamp();
        page.Append(CultureInfo.InvariantCulture, $"* commit {stamp.Commit}, {stamp.Date}\n\n");
        page.Append("Each number is a word's time by that of `scaled-dot-product`, which ran in turn with it in the same process: one ")
            .Append("thread, one text, 4 heads of 64 features, default options, the median of the rounds. Exact attention sees every key, ")
            .Append("causal words about half of them.\n\n");
        (long, bool)[] columns = [.. rows.Select(r => (r.Tokens, r.Backward)).Distinct().Order()];
        page.Append("| word |");
        foreach (var (n, backward) in columns)
            page.Append(CultureInfo.InvariantCulture, $" n = {n}{(backward ? ", with gradients" : "")} |");
        page.Append(" way |\n|---|").Insert(page.Length, "---:|", columns.Length).Append("---|\n");
        foreach (var word in rows.GroupBy(r => r.Word).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{word.Key}` |");
            foreach (var (n, backward) in columns)
                page.Append(word.FirstOrDefault(r => r.Tokens == n && r.Backward == backward) is { } row
                    ? string.Create(CultureInfo.InvariantCulture, $" {row.Ratio:g3} |") : " – |");
            page.Append(CultureInfo.InvariantCulture, $" {word.Last().Route.Split(':')[0]} |\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"\n## More than {Much:0} times\n\n");
        foreach (var word in rows.Where(r => r.Ratio > Much).GroupBy(r => r.Word).OrderBy(g => g.Key, StringComparer.Ordinal))
            page.Append(CultureInfo.InvariantCulture, $"* `{word.Key}`, up to {word.Max(r => r.Ratio):g3}: {word.Last().Route}\n");
        if (failures.Count == 0) return page.ToString();
        page.Append("\n## Not measured\n\n");
        foreach (var (word, why) in failures.OrderBy(f => f.Key, StringComparer.Ordinal))
            page.Append(CultureInfo.InvariantCulture, $"* `{word}`: {why}\n");
        return page.ToString();
    }
}
