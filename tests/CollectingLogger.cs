using Heed.Native;
using Microsoft.Extensions.Logging;

namespace Heed.Testing;

/// <summary>
/// Listens to what the library tells until it is disposed of: only to what the test tells that made it, and not to those that run beside.
/// </summary>
internal sealed class CollectingLogger : ILogger, IDisposable
{
    private static readonly AsyncLocal<CollectingLogger?> Listening = new();
    private static readonly Everybodys Shared = new();

    private readonly LogLevel from;
    private readonly List<(EventId Id, LogLevel Level, string Text)> told = [];

    public CollectingLogger(LogLevel from)
    {
        this.from = from;
        Listening.Value = this;
        HeedLog.Logger = Shared;
    }

    public IReadOnlyList<(EventId Id, LogLevel Level, string Text)> Told
    {
        get { lock (told) return [.. told]; }
    }

    /// <summary>What was told of one event.</summary>
    public IEnumerable<string> Of(int id, string name, LogLevel level) =>
        Told.Where(t => t.Id.Id == id && t.Id.Name == name && t.Level == level).Select(t => t.Text);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= from && Listening.Value == this;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        lock (told) told.Add((eventId, logLevel, formatter(state, exception)));
    }

    public void Dispose()
    {
        Listening.Value = null;
        HeedLog.Logger = Shared;                                                           // a test may have put another there
    }

    /// <summary>Stays where it is, and passes on to whoever listens in the test that tells.</summary>
    private sealed class Everybodys : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => Listening.Value?.IsEnabled(logLevel) == true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Listening.Value?.Log(logLevel, eventId, state, exception, formatter);
    }
}
