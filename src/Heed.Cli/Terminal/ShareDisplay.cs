using System.Diagnostics;
using Spectre.Console;

namespace Heed.Cli.Terminal;

/// <summary>
/// Shows on standard error how a work is getting on: a bar that moves when a person is watching, otherwise a line now and then.
/// </summary>
internal static class ShareDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>Does the work and shows which share of it is done.</summary>
    public static T Show<T>(Screen screen, string name, Func<IProgress<double>, T> work) =>
        Show(screen, name, work, share => share, _ => "");

    /// <summary>Does the work and shows how it is getting on.</summary>
    /// <param name="screen">Where it is shown.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="work">The work.</param>
    /// <param name="share">Which share is done.</param>
    /// <param name="more">What else is worth saying; empty for nothing.</param>
    public static T Show<T, TProgress>(Screen screen, string name, Func<IProgress<TProgress>, T> work,
        Func<TProgress, double> share, Func<TProgress, string> more)
    {
        if (screen.IsErrorRedirected)
        {
            var since = Stopwatch.StartNew();
            return work(new Told<TProgress>(p =>
            {
                if (since.Elapsed < BetweenLines) return;
                since.Restart();
                var said = more(p) is { Length: > 0 } line ? ", " + line : "";
                screen.Complaints.Line($"{name}: {share(p):P0}{said}");
            }));
        }

        var console = screen.Watched;
        var columns = new ProgressColumn[]
        {
            new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left },
        };
        return console.Progress().Columns(columns).Start(context =>
        {
            var task = context.AddTask(Screen.Safe(name), maxValue: 1);
            return work(new Told<TProgress>(p =>
            {
                task.Value = share(p);
                task.Description = Screen.Safe(more(p) is { Length: > 0 } line ? $"{name}: {line}" : name);
            }));
        });
    }

    private sealed class Told<TProgress>(Action<TProgress> tell) : IProgress<TProgress>
    {
        public void Report(TProgress value) => tell(value);
    }
}
