using System.Globalization;
using Heed.Models.Training;
using Spectre.Console;

namespace Heed.Cli.Terminal;

/// <summary>Shows on standard error how a training is getting on: a bar that moves when a person is watching, otherwise a line now and then.</summary>
internal static class TrainingDisplay
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>Runs a training and shows it.</summary>
    public static TrainingState Show(string name, Func<IProgress<TrainingProgress>, TrainingState> train)
    {
        if (Console.IsErrorRedirected)
        {
            var shown = TimeSpan.Zero;
            return train(new Told(p =>
            {
                if (p.Elapsed - shown < BetweenLines) return;
                shown = p.Elapsed;
                Console.Error.WriteLine($"{name}: {p.Share.ToString("P0", CultureInfo.InvariantCulture)}, {Line(p)}");
            }));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }).Start(context =>
        {
            var task = context.AddTask(Markup.Escape(name), maxValue: 1);
            return train(new Told(p =>
            {
                task.Value = p.Share;
                task.Description = Markup.Escape($"{name}: {Line(p)}");
            }));
        });
    }

    /// <summary>A time as minutes and seconds, or with hours.</summary>
    public static string Time(TimeSpan time) => time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);

    private static string Line(TrainingProgress p) => string.Create(CultureInfo.InvariantCulture,
        $"step {p.Step}{(p.Steps is { } all ? $" of {all}" : "")}, loss {p.Loss:F3}{(p.Last is { } v ? $", validation {v.Loss:F3}" : "")}, {p.TokensPerSecond:N0} symbols/s, {Time(p.Left)} left");

    private sealed class Told(Action<TrainingProgress> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => tell(value);
    }
}
