using System.Globalization;
using Heed.Models.Training;

namespace Heed.Cli.Terminal;

/// <summary>Shows on standard error how a training is getting on.</summary>
internal static class TrainingDisplay
{
    /// <summary>Runs a training and shows it.</summary>
    public static TrainingState Show(Screen screen, string name, Func<IProgress<TrainingProgress>, TrainingState> train) =>
        ShareDisplay.Show(screen, name, train, p => p.Share, Line);

    /// <summary>A time as minutes and seconds, or with hours.</summary>
    public static string Time(TimeSpan time) => time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);

    private static string Line(TrainingProgress p) => string.Create(CultureInfo.InvariantCulture,
        $"step {p.Step}{(p.Steps is { } all ? $" of {all}" : "")}, loss {p.Loss:F3}{(p.Last is { } v ? $", validation {v.Loss:F3}" : "")}, "
            + $"{p.TokensPerSecond:N0} symbols/s, {Time(p.Left)} left");
}
