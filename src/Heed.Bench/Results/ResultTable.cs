using System.Reflection;
using System.Text.Json;
using Heed.Bench.Reports;
using Heed.Bench.Stores;

namespace Heed.Bench.Results;

/// <summary>
/// What contestants got at one task and size, short enough to travel with the program: the table of a report without everything
/// but the number that counts.
/// </summary>
/// <param name="Task">The task's id.</param>
/// <param name="Name">The task's name.</param>
/// <param name="Size">The size that was run.</param>
/// <param name="Metric">The number that counts.</param>
/// <param name="Origin">On what machine, with what, when.</param>
/// <param name="Rows">Who got what, the best first.</param>
public sealed record ResultTable(string Task, string Name, TaskSize Size, Metric Metric, string Origin, IReadOnlyList<Result> Rows)
{
    private const string Folder = "results/";

    /// <summary>Those that came with the program; of the standard suite first.</summary>
    public static IReadOnlyList<ResultTable> Shipped { get; } = [.. Read()];

    /// <summary>The tables of a report.</summary>
    /// <param name="report">The report.</param>
    public static IReadOnlyList<ResultTable> Of(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var origin = report.Origins.FirstOrDefault() ?? "";
        return [.. report.Boards.Select(b =>
            new ResultTable(b.Task.Id, b.Task.Name, b.Size, b.Headline, origin,
                [.. b.Ranked.Select(r => new Result(r.Standing.Mechanism, r.Score.Median, r.Score.Lowest,
                    r.Score.Highest, r.Score.Seeds))]))
            .Where(t => t.Rows.Count > 0)];
    }

    /// <summary>What a contestant got; null when it is not in the table.</summary>
    /// <param name="mechanism">Its canonical name.</param>
    public Result? Find(string mechanism) => Rows.FirstOrDefault(r => r.Mechanism == mechanism);

    /// <summary>How many are better beyond the range of seeds: their worst seed is better than the best of this one.</summary>
    /// <param name="result">A row of this table.</param>
    public int Ahead(Result result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Rows.Count(r => IsApart(r, result));
    }

    /// <summary>
    /// Whether the table ranks anybody: some are apart beyond the range of seeds, and exact attention, where it is in it, is apart from the
    /// majority class or uniform weights; else nothing was learned.
    /// </summary>
    public bool Ranks => Rows.Any(r => Ahead(r) > 0)
        && (Find(Anchor.All[0].Mechanism) is not { } exact || (Find(Contestant.Majority) ?? Find("uniform")) is not { } blind
            || Metric.Better == Better.Lower || IsApart(exact, blind));

    private bool IsApart(Result better, Result worse) =>
        Metric.Better == Better.Higher ? better.Lowest > worse.Highest : better.Highest < worse.Lowest;

    internal static string Write(IReadOnlyList<ResultTable> tables) =>
        JsonSerializer.Serialize(tables, BenchJson.Line).Replace("{\"task\"", "\n{\"task\"", StringComparison.Ordinal) + "\n";

    private static IEnumerable<ResultTable> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal));
        foreach (var name in names.OrderByDescending(n => n.Contains("/standard/", StringComparison.Ordinal))
            .ThenBy(n => n, StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            foreach (var table in JsonSerializer.Deserialize<ResultTable[]>(stream, BenchJson.Line)!) yield return table;
        }
    }
}

/// <summary>What one contestant got: the median over seeds, and how far they lie apart.</summary>
/// <param name="Mechanism">Its canonical name.</param>
/// <param name="Median">The middle one.</param>
/// <param name="Lowest">The smallest.</param>
/// <param name="Highest">The largest.</param>
/// <param name="Seeds">How many.</param>
public sealed record Result(string Mechanism, double Median, double Lowest, double Highest, int Seeds)
{
    /// <summary>For people.</summary>
    public override string ToString() => Numbers.Text(new Score("", "", Median, Lowest, Highest, Seeds));
}
