using System.Collections.Concurrent;
using Heed.Bench.Plans;
using Heed.Bench.Stores;

namespace Heed.Bench.Running;

/// <summary>
/// Runs the cells that a store lacks. Cells run in worker processes, so that one that hangs, crashes or takes all the memory becomes a row
/// and ends nothing else; cells that are timed run alone, each in a new process, after all others. Whoever is killed loses the cells that
/// are running, and no more.
/// </summary>
/// <param name="store">Where rows go.</param>
/// <param name="options">How.</param>
/// <param name="tasks">The tasks that there are; null = all of this library.</param>
public sealed class Runner(Store store, RunOptions options, IReadOnlyList<BenchTask>? tasks = null)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private readonly IReadOnlyList<BenchTask> tasks = tasks ?? TaskCatalog.All;

    /// <summary>Runs what is missing.</summary>
    /// <param name="cells">The plan.</param>
    /// <param name="progress">Told whenever something changes, from several threads.</param>
    /// <param name="cancel">Ends the run; cells that are running are given back.</param>
    /// <exception cref="StoreException">The store is gone. Rows that could not be written are kept for the next run.</exception>
    public RunSummary Run(IReadOnlyList<Cell> cells, IProgress<RunProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(cells);
        store.Add(cells);
        using var claims = new Claims(store, options.Claim);
        var unsaved = new Unsaved(options.Cache, store.Identity);
        store.ReleaseGone();
        var (saved, damaged) = unsaved.WriteTo(store, claims);
        var rows = store.Rows();
        if (options.Retry)
        {
            var again = rows.Where(r => Tally.IsBad(r.State)).Select(r => r.Cell).Intersect(cells).ToArray();
            store.Forget(again);
            rows = store.Rows();
        }

        var finished = rows.Select(r => r.Cell.Id).ToHashSet(StringComparer.Ordinal);
        var missing = cells.Where(c => !finished.Contains(c.Id)).ToArray();
        var tally = new Tally(cells.Count, cells.Count - missing.Length, missing, new(rows, tasks), options.Jobs, progress);
        if (saved > 0) tally.Say($"{saved} rows that could not be written before are in the store now");
        foreach (var path in damaged) tally.Say($"'{path}' should hold a row that waits for the store, but cannot be read: remove it");
        store.Waits = tally.Say;
        var state = new Shared(claims, unsaved, tally, cancel);
        try
        {
            using var pool = new Pool(options.Worker);
            var byTiming = missing.ToLookup(c => Selection.Task(c.Task, tasks).IsTimed);
            Phase(byTiming[false], options.Jobs, state, pool);
            Phase(byTiming[true], 1, state, pool);
        }
        catch (OperationCanceledException)
        {
            // What was running has been given back.
        }

        return new(tally.Ran, cells.Count - missing.Length, tally.ByState, state.Elsewhere.Count, cancel.IsCancellationRequested);
    }

    /// <summary>
    /// Runs cells in as many threads; those that another run holds are looked at again until it has finished them,
    /// died, or shown that it lives.
    /// </summary>
    private void Phase(IEnumerable<Cell> cells, int jobs, Shared state, Pool pool)
    {
        var queue = new ConcurrentQueue<Cell>(cells);
        var until = DateTime.MaxValue;
        while (!queue.IsEmpty)
        {
            var held = new ConcurrentQueue<Cell>();
            Threads(jobs, state, () =>
            {
                while (queue.TryDequeue(out var cell))
                {
                    state.Stop.Token.ThrowIfCancellationRequested();
                    if (state.Claims.TryTake(cell)) One(cell, state, pool);
                    else held.Enqueue(cell);
                }
            });
            if (held.IsEmpty) return;
            var done = store.Finished();
            foreach (var cell in held) if (done.Contains(cell.Id)) state.Tally.FoundDone(cell);
            queue = new(held.Where(c => !done.Contains(c.Id)));
            if (until == DateTime.MaxValue) until = DateTime.UtcNow + options.Claim + BetweenLooks;
            else if (DateTime.UtcNow > until)
            {
                state.Elsewhere.AddRange(queue);
                return;
            }

            if (!queue.IsEmpty && state.Stop.Token.WaitHandle.WaitOne(BetweenLooks)) state.Stop.Token.ThrowIfCancellationRequested();
        }
    }

    private void One(Cell cell, Shared state, Pool pool)
    {
        state.Tally.Start(cell);
        Row row;
        try
        {
            row = new Measurement(options, Selection.Task(cell.Task, tasks), pool)
                .Of(cell, share => state.Tally.Report(cell, share), state.Stop.Token);
        }
        catch
        {
            state.Tally.Leave(cell);
            state.Claims.GiveBack(cell);
            throw;
        }

        try
        {
            if (state.Claims.Finish(row)) state.Tally.Finish(row);
            else state.Tally.Leave(cell);
        }
        catch (StoreException e)
        {
            throw new StoreException($"{e.Message} The row of '{cell}' waits in {state.Unsaved.Keep(row, state.Claims.Owner)}.", e);
        }
    }

    /// <summary>Runs the same in several threads; the first failure ends all of them and is thrown.</summary>
    private static void Threads(int count, Shared state, Action work)
    {
        var failures = new ConcurrentQueue<Exception>();
        var threads = Enumerable.Range(0, count).Select(_ => new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception e)
            {
                failures.Enqueue(e);
                state.Stop.Cancel();
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        if ((failures.FirstOrDefault(f => f is not OperationCanceledException) ?? failures.FirstOrDefault()) is { } first)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
    }

    /// <summary>What the threads of a run share.</summary>
    private sealed class Shared(Claims claims, Unsaved unsaved, Tally tally, CancellationToken cancel)
    {
        public Claims Claims => claims;

        public Unsaved Unsaved => unsaved;

        public Tally Tally => tally;

        public CancellationTokenSource Stop { get; } = CancellationTokenSource.CreateLinkedTokenSource(cancel);

        public List<Cell> Elsewhere { get; } = [];
    }
}
