using System.Diagnostics;
using Heed.Bench.Stores;

namespace Heed.Bench.Running;

/// <summary>Has one cell run by a worker, and makes a row of whatever comes of it.</summary>
internal sealed class Measurement(RunOptions options, BenchTask task, Pool pool)
{
    private const double LawSeconds = 300;

    public Row Of(Cell cell, Action<double> share, CancellationToken cancel)
    {
        var contestant = Contestant.Parse(cell.Mechanism);
        if (task.WhyNot(contestant) is { } why) return CellRun.Without(cell, CellState.NotApplicable, why, options.ThreadsOfCell, 0);
        if (task.IsTimed && BrokenLaws(contestant, cancel) is { Length: > 0 } broken)
            return CellRun.Without(cell, CellState.LawBroken,
                $"it was not timed, because it is not what it promises to be: {broken}", options.ThreadsOfCell, 0);
        var clock = Stopwatch.StartNew();
        var (answer, state, reason) = Ask(new(cell, null, options.ThreadsOfCell, options.Cache, options.Data),
            options.LimitsOf(task, cell.Size), task.IsTimed, share, cancel);
        return answer?.Row ?? CellRun.Without(cell, state, reason, options.ThreadsOfCell, clock.Elapsed.TotalSeconds);
    }

    private string BrokenLaws(Contestant contestant, CancellationToken cancel) => pool.Broken.GetOrAdd(contestant.Name, name =>
    {
        var (answer, _, reason) = Ask(new(null, name, options.ThreadsOfCell, options.Cache, options.Data),
            new(LawSeconds, long.MaxValue), false, _ => { }, cancel);
        return answer is null ? $"its laws could not be judged: {reason}" : answer.Broken ?? "";
    });

    private (Reply? Answer, CellState State, string Reason) Ask(Request request, Limits limits, bool alone,
        Action<double> share, CancellationToken cancel)
    {
        using var turn = alone ? TimingTurn.Wait(options.Cache, cancel) : null;
        var worker = alone ? pool.New() : pool.Take();
        var lives = false;
        try
        {
            var result = worker.Ask(request, limits, share, cancel);
            lives = result.Answer is not null && !alone && result.Answer.Row is not { State: CellState.OutOfMemory };
            return result;
        }
        finally
        {
            if (lives) pool.GiveBack(worker);
            else worker.Dispose();
        }
    }
}
