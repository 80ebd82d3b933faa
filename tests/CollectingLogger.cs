using Heed.Native;
using Microsoft.Extensions.Logging;

namespace Heed.Testing;

/// <summary>Listens to what the library tells until it is disposed of.</summary>
internal sealed class CollectingLogger : ILogger, IDisposable
{
    private readonly ILogger before = HeedLog.Logger;
    private readonly LogLevel from;
    private readonly List<(EventId Id, LogLevel Level, string Text)> told = [];

    public CollectingLogger(LogLevel from)
    {
        this.from = from;
        HeedLog.Logger = this;
    }

    public IReadOnlyList<(EventId Id, LogLevel Level, string Text)> Told
    {
        get { lock (told) return [.. told]; }
    }

    /// <summary>What was told of one event.</summary>
    public IEnumerable<string> Of(int id, string name, LogLevel level) =>
        Told.Where(t => t.Id.Id == id && t.Id.Name == name && t.Level == level).Select(t => t.Text);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= from;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (told) told.Add((eventId, logLevel, formatter(state, exception)));
    }

    public void Dispose() => HeedLog.Logger = before;
}
