using Heed.Native;
using Microsoft.Extensions.Logging;

namespace Heed.Bench.Running;

/// <summary>What a run of the benchmark tells <see cref="HeedLog.Logger"/>.</summary>
internal static class RowLog
{
    /// <summary>Only one of several failures is thrown, but each row waits.</summary>
    public static void Waits(Cell cell, string file)
    {
        if (HeedLog.Logger.IsEnabled(LogLevel.Information)) Events.RowWaits(HeedLog.Logger, cell.ToString(), file, null);
    }

    private static class Events
    {
        public static readonly Action<ILogger, string, string, Exception?> RowWaits = LoggerMessage.Define<string, string>(
            LogLevel.Information, new(201, nameof(RowWaits)), "The store could not be written: the row of '{Cell}' waits in '{File}'.");
    }
}
