using System.Diagnostics;
using System.Runtime.InteropServices;
using Heed.Bench.Stores;
using Heed.Native;

namespace Heed.Bench.Running;

/// <summary>Runs one cell in this process, and makes a row of whatever comes of it.</summary>
public static class CellRun
{
    /// <summary>Runs a cell.</summary>
    /// <param name="task">Its task.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="context">What it runs with.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Row Of(BenchTask task, Cell cell, CellContext context)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(context);
        if (task.WhyNot(context.Contestant) is { } why) return Without(cell, CellState.NotApplicable, why, context.Threads, 0);
        LibTorch.EnsureLoaded();
        PeakMemory.Reset();
        var clock = Stopwatch.StartNew();
        Row Ended(CellState state, string reason, Outcome? outcome = null) =>
            Without(cell, state, reason, context.Threads, clock.Elapsed.TotalSeconds) with
            {
                Outcome = outcome,
                PeakBytes = PeakMemory.Bytes,
            };
        try
        {
            var outcome = Measure(task, cell, context);
            return OutcomeCheck.Diverged(task, outcome) is { } what ? Ended(CellState.Diverged, what) : Ended(CellState.Done, "", outcome);
        }
        catch (DivergedException e)
        {
            return Ended(CellState.Diverged, OneLine(e.Message));
        }
        catch (NotApplicableException e)
        {
            return Ended(CellState.NotApplicable, OneLine(e.Message));
        }
        catch (Exception e) when (IsOutOfMemory(e))
        {
            return Ended(CellState.OutOfMemory, "there was not enough memory");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Ended(CellState.Failed, $"{e.GetType().Name}: {OneLine(e.Message)}");
        }
    }

    /// <summary>The row of a cell that was not run, or not to the end.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="state">How it ended.</param>
    /// <param name="reason">Why.</param>
    /// <param name="threads">How many threads computed.</param>
    /// <param name="seconds">How long it took.</param>
    public static Row Without(Cell cell, CellState state, string reason, int threads, double seconds) =>
        new(cell, state, reason, null, Conditions.Here, threads, seconds, null, DateTime.UtcNow);

    private static Outcome Measure(BenchTask task, Cell cell, CellContext context)
    {
        torch.set_num_threads(context.Threads);
        torch.random.manual_seed(cell.Seed);
        using var scope = torch.NewDisposeScope();
        var outcome = task.Run(cell, context);
        OutcomeCheck.Check(task, outcome);
        return outcome;
    }

    private static bool IsOutOfMemory(Exception e) =>
        e is OutOfMemoryException || (e is ExternalException && e.Message.Contains("memory", StringComparison.OrdinalIgnoreCase));

    private static string OneLine(string message)
    {
        var line = message.Split('\n')[0].Trim();
        return line.Split(" (Parameter")[0].TrimEnd('.');
    }
}
