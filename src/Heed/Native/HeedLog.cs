using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Heed.Native;

/// <summary>Where the library tells what can neither be returned nor thrown. It writes to no console.</summary>
public static class HeedLog
{
    /// <summary>Who is told; at first nobody.</summary>
    public static ILogger Logger { get; set; } = NullLogger.Instance;

    internal static void NoGradient(Exception why)
    {
        if (Logger.IsEnabled(LogLevel.Error)) Logger.Log(LogLevel.Error, new(1, nameof(NoGradient)), why, why, (_, _) =>
            $"There is no gradient through the kernel. {why.Message.Split('\n')[0]}");
    }
}
