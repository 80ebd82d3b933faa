using Microsoft.Extensions.Logging;

namespace Heed.Cli.Terminal;

/// <summary>Says on a screen what the library tells, from warnings on.</summary>
internal sealed class ScreenLogger(Screen screen) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) screen.Complaints.Line($"{formatter(state, exception)}");
    }
}
