using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Heed.Native;

/// <summary>
/// Where the library tells what can neither be returned nor thrown, and what one may want to know afterwards. It writes to no console.
/// The events, whose numbers and names stay, are in docs/guide/troubleshooting.md.
/// </summary>
public static class HeedLog
{
    private static ILogger logger = NullLogger.Instance;

    /// <summary>Who is told; at first nobody. One that comes after LibTorch was loaded is told at once where it was loaded from.</summary>
    public static ILogger Logger
    {
        get => logger;
        set
        {
            logger = value;
            if (NativeTorch.LoadedFrom is { } folder) LibTorchLoaded(folder);
        }
    }

    internal static void NoGradient(Exception why)
    {
        if (logger.IsEnabled(LogLevel.Error)) Events.NoGradient(logger, why.Message.Split('\n')[0], why);
    }

    /// <summary>Tells of a call that could have gone either way. What it costs to find out is paid when somebody listens.</summary>
    internal static void DefinitionTaken(Mechanism mechanism, string why)
    {
        if (logger.IsEnabled(LogLevel.Debug) && mechanism.NoKernel is null) Events.DefinitionTaken(logger, mechanism.Name, why, null);
    }

    internal static void LibTorchLoaded(string folder)
    {
        if (logger.IsEnabled(LogLevel.Information)) Events.LibTorchLoaded(logger, folder, null);
    }

    /// <summary>Made when the first is told.</summary>
    private static class Events
    {
        public static readonly Action<ILogger, string, Exception?> NoGradient = LoggerMessage.Define<string>(
            LogLevel.Error, new(1, nameof(NoGradient)), "There is no gradient through the kernel. {Reason}");

        public static readonly Action<ILogger, string, string, Exception?> DefinitionTaken = LoggerMessage.Define<string, string>(
            LogLevel.Debug, new(2, nameof(DefinitionTaken)), "'{Mechanism}' has a kernel, but is computed by its definition: {Reason}.");

        public static readonly Action<ILogger, string, Exception?> LibTorchLoaded = LoggerMessage.Define<string>(
            LogLevel.Information, new(3, nameof(LibTorchLoaded)), "LibTorch is loaded from '{Folder}'.");
    }
}
