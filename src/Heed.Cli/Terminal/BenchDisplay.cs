using System.Diagnostics;
using Heed.Bench.Running;
using Spectre.Console;

namespace Heed.Cli.Terminal;

/// <summary>
/// Shows on standard error how far a run of the benchmark is: a bar when a person is watching, otherwise a line now and then. What goes
/// wrong is told once, either way.
/// </summary>
internal static class BenchDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>Does the run and shows it.</summary>
    public static RunSummary Show(Screen screen, string name, Func<IProgress<RunProgress>, RunSummary> work)
    {
        if (screen.IsErrorRedirected) return work(new Lines(name, screen.Complaints));
        var console = screen.Watched;
        var columns = new ProgressColumn[]
        {
            new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left },
        };
        return console.Progress().AutoClear(true).Columns(columns).Start(context =>
        {
            var task = context.AddTask(Screen.Safe(name), maxValue: 1);
            return work(new Told(p =>
            {
                if (p.Note is { } note) console.MarkupLine(Screen.Safe(note));
                (task.Value, task.Description) = (p.Share, Screen.Safe($"{Text(p)}  {p.Running.FirstOrDefault()}"));
            }));
        });
    }

    /// <summary>What a run came to, in words.</summary>
    public static string Sum(RunSummary summary, int planned, string store)
    {
        var states = summary.ByState.OrderBy(s => s.Key).Select(s => $"{s.Value:N0} {Spelling.Kebab(s.Key.ToString()).Replace('-', ' ')}");
        var left = planned - summary.Before - summary.Ran;
        return $"{planned:N0} cells: {summary.Before:N0} were there, {summary.Ran:N0} run now"
            + $"{(summary.Ran > 0 ? $" ({string.Join(", ", states)})" : "")}"
            + (summary.Elsewhere > 0 ? $", {summary.Elsewhere:N0} are being run by another run" : "")
            + (summary.Cancelled ? $"; ended early, {left:N0} are left: the same command goes on" : "") + $". Store: {store}";
    }

    private static string Text(RunProgress p) =>
        $"{p.Done:N0} of {p.Total:N0} cells"
            + (p.Bad > 0 ? $", {p.Bad:N0} went wrong" : "")
            + (p.Left is { } left && p.Done < p.Total ? $", {Duration.Of(left.TotalSeconds)} left" : "");

    private sealed class Told(Action<RunProgress> tell) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => tell(value);
    }

    private sealed class Lines(string name, SafeWriter complaints) : IProgress<RunProgress>
    {
        private readonly Stopwatch since = Stopwatch.StartNew();

        public void Report(RunProgress value)
        {
            lock (since)
            {
                if (value.Note is { } note) complaints.Line($"{note}");
                if (since.Elapsed < BetweenLines) return;
                since.Restart();
                complaints.Line($"{name}: {Text(value)}");
            }
        }
    }
}
