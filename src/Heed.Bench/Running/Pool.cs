using System.Collections.Concurrent;

namespace Heed.Bench.Running;

/// <summary>Worker processes that wait for the next cell, and which mechanisms keep their laws.</summary>
internal sealed class Pool(IReadOnlyList<string> command) : IDisposable
{
    private readonly ConcurrentBag<WorkerProcess> idle = [];

    /// <summary>What was broken by each mechanism that was judged; empty when nothing was.</summary>
    public ConcurrentDictionary<string, string> Broken { get; } = new(StringComparer.Ordinal);

    /// <summary>A process that waits, or a new one.</summary>
    public WorkerProcess Take() => idle.TryTake(out var worker) ? worker : new(command);

    /// <summary>A new process.</summary>
    public WorkerProcess New() => new(command);

    /// <summary>Gives a process back that lives.</summary>
    public void GiveBack(WorkerProcess worker) => idle.Add(worker);

    /// <inheritdoc />
    public void Dispose()
    {
        while (idle.TryTake(out var worker)) worker.Dispose();
    }
}
