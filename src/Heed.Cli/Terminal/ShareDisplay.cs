using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Heed.Cli.Terminal;

/// <summary>Shows on standard error which share of a work is done: a bar when a person is watching, otherwise a line now and then.</summary>
internal static class ShareDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>Does the work and shows it.</summary>
    public static T Show<T>(string name, Func<IProgress<double>, T> work)
    {
        if (Console.IsErrorRedirected)
        {
            var since = Stopwatch.StartNew();
            return work(new Told(share =>
            {
                if (since.Elapsed < BetweenLines) return;
                since.Restart();
                Console.Error.WriteLine($"{name}: {share.ToString("P0", CultureInfo.InvariantCulture)}");
            }));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true).Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }).Start(context =>
        {
            var task = context.AddTask(Markup.Escape(name), maxValue: 1);
            return work(new Told(share => task.Value = share));
        });
    }

    private sealed class Told(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }
}
