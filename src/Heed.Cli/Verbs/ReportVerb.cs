using System.CommandLine;
using Heed.Bench.Reports;
using Heed.Bench.Stores;
using Heed.Cli.Terminal;

namespace Heed.Cli.Verbs;

/// <summary><c>heed report</c>: makes pages of what a store holds, or says what changed between two. Needs no tensors.</summary>
internal static class ReportVerb
{
    private static readonly Argument<string> Where = new("STORE")
    { Description = "A file, or a PostgreSQL connection string or address.", DefaultValueFactory = _ => StoreChoice.Usual };
    private static readonly Option<string> Out = new("--out")
    { Description = "The folder to write to.", DefaultValueFactory = _ => "report" };
    private static readonly Option<string?> Compare = new("--compare")
    { Description = "An earlier store: say what changed since, beyond noise; with --out, write it to changes.md there too." };

    public static Command Command()
    {
        var command = new Verb("report",
            "Make a page of what was measured: tables, drawings, advice, and agreement with published rankings.",
            "heed report heed-bench.sqlite --out report")
        { Where, Out, Compare };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        var rows = Rows(StoreChoice.Of(given.GetResult(Where), given.GetValue(Where)!));
        if (given.GetValue(Compare) is { } earlier) return Changes(given, Rows(earlier), rows);
        var report = Busy.While(given.Screen, "drawing", true, () => Report.Of(rows));
        var page = ReportFolder.Write(report, given.GetValue(Out)!);
        foreach (var warning in report.Warnings) given.Screen.Complaints.Line($"{warning}");
        given.Screen.Out.Line($"{report.Boards.Count:N0} tables and {report.Pictures.Count:N0} drawings "
            + $"of {rows.Count:N0} cells are in {page}.");
        return 0;
    }

    private static int Changes(ParseResult given, IReadOnlyList<Row> before, IReadOnlyList<Row> after)
    {
        var (output, changes) = (given.Screen.Out, Change.Between(before, after));
        if (changes.Count == 0) throw new Failure("The two stores have no number in common.");
        foreach (var change in changes.Where(c => c.IsTold).OrderByDescending(c => c.Kind))
        {
            var condition = change.Condition.Length > 0 ? $" at {change.Condition}" : "";
            output.Line(
                $"{change.Kind.ToString().ToLowerInvariant(),-7} {change.Task} · {change.Size} · {change.Mechanism} · "
                + $"{change.Metric.Name.ToLowerInvariant()}{condition}: {change.Before.Median:g4} → {change.After.Median:g4}");
        }

        output.Line($"{Change.Counts(changes)}");
        if (given.GetResult(Out) is { Implicit: false }) output.Line($"They are in {ReportFolder.Write(changes, given.GetValue(Out)!)}.");
        return 0;
    }

    internal static IReadOnlyList<Row> Rows(string where)
    {
        using var store = Store.Read(where);
        return store.Rows() is { Count: > 0 } rows ? rows : throw new Failure($"The store {store.Name} has no rows yet.");
    }
}
