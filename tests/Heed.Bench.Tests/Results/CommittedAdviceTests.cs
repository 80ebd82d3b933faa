using System.Globalization;
using System.Text.RegularExpressions;
using Heed.Bench.Reports;
using Heed.Bench.Stores;

namespace Heed.Bench.Tests.Results;

/// <summary>The advice of the pages in docs/results is what the rows beside them give today.</summary>
public class CommittedAdviceTests
{
    private const string Heading = "## Which attention should I use?\n\n";

    private static string Root { get; } = ReproductionTests.Root(AppContext.BaseDirectory);

    public static TheoryData<string> Folders => [.. Directory
        .GetFiles(Path.Combine(Root, "docs", "results"), "rows.csv", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Root, Path.GetDirectoryName(f)!)).Order()];

    [Theory]
    [MemberData(nameof(Folders))]
    public void It_follows_from_the_rows(string folder)
    {
        var full = Path.Combine(ReproductionTests.Root(AppContext.BaseDirectory), folder);
        var boards = Report.Of(Rows(Path.Combine(full, "rows.csv"))).Boards;
        var advice = Advice.Of(boards).Select(a => $"* **{a.Question}.** {a.Answer.Replace("|", "\\|", StringComparison.Ordinal)}\n");
        var page = File.ReadAllText(Path.Combine(full, "report.md"));
        var shown = page.Split(Heading) is [_, var rest] ? rest.Split("\n## ")[0].TrimEnd() + "\n" : "";
        Assert.Equal(advice.Any() ? $"{Advice.Basis(boards)}\n\n{string.Concat(advice)}" : "", shown);
    }

    private static Row[] Rows(string file) => [.. File.ReadLines(file).Skip(1).Select(Fields)
        .GroupBy(f => (Task: f[0], Version: f[1], Size: f[2], Mechanism: f[3], Seed: f[5])).Select(g => Row(g.Key.Mechanism, [.. g]))];

    private static Row Row(string mechanism, string[][] lines)
    {
        var first = lines[0];
        var cell = new Cell(first[0], (int)Number(first[1]), mechanism, TaskSize.Parse(first[2]), (int)Number(first[5]));
        var numbers = lines.Where(f => f[8].Length > 0)
            .Select(f => new Measured(f[8], Number(f[10]), f[9], Known(f[11]), Known(f[12]))).ToArray();
        var outcome = numbers.Length == 0 ? null : new Outcome
        {
            Numbers = numbers,
            Spent = new((long?)Known(first[13]), (long?)Known(first[14]), Known(first[15]), (long?)Known(first[16])),
        };
        var state = Enum.GetValues<CellState>().Single(s => Spelling.Kebab(s.ToString()) == first[6]);
        return new(cell, state, first[7], outcome, new("", first[20], (int)Number(first[21]), "", "", "", "", first[22]),
            (int)Number(first[19]), Number(first[17]), (long?)Known(first[18]), DateTime.UnixEpoch);
    }

    /// <summary>Fields of a line; those with a comma stand between quotation marks.</summary>
    private static string[] Fields(string line) =>
        [.. Regex.Matches(line, "(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))")
            .Select(m => m.Groups[1].Success ? m.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : m.Groups[2].Value)];

    private static double? Known(string text) => text.Length == 0 ? null : Number(text);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
