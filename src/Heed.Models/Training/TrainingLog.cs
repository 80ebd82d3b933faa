using Heed.Native;
using Microsoft.Extensions.Logging;

namespace Heed.Models.Training;

/// <summary>What a training tells <see cref="HeedLog.Logger"/>.</summary>
internal static class TrainingLog
{
    public static void Resumed(string folder, long step)
    {
        if (HeedLog.Logger.IsEnabled(LogLevel.Information)) Events.TrainingResumed(HeedLog.Logger, folder, step, null);
    }

    public static void Kept(string folder, long step)
    {
        if (HeedLog.Logger.IsEnabled(LogLevel.Debug)) Events.CheckpointKept(HeedLog.Logger, folder, step, null);
    }

    private static class Events
    {
        public static readonly Action<ILogger, string, long, Exception?> TrainingResumed = LoggerMessage.Define<string, long>(
            LogLevel.Information, new(101, nameof(TrainingResumed)), "The training in '{Folder}' goes on from step {Step}.");

        public static readonly Action<ILogger, string, long, Exception?> CheckpointKept = LoggerMessage.Define<string, long>(
            LogLevel.Debug, new(102, nameof(CheckpointKept)), "'{Folder}' has a checkpoint of step {Step}.");
    }
}
