using System.Diagnostics;

namespace Heed.Kernels.Bench;

/// <summary>Runs contestants in turn, so that whatever slows the machine down for a while slows all of them.</summary>
internal static class Turns
{
    private const double Warm = 0.03;
    private const double Slow = 0.5;                                                 // seconds of a call whose first is warm enough
    private const double Long = 0.05;                                                // seconds of a call that needs no other before it

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Seconds of a call, one sample a round, for each contestant in the order given.</summary>
    /// <param name="contestants">Who runs.</param>
    /// <param name="budget">How long.</param>
    /// <param name="threads">Of how many threads a call is.</param>
    /// <param name="stop">Ends the measurement after the round that is running.</param>
    public static double[][] Measure(IReadOnlyList<Contestant> contestants, Budget budget, int threads, CancellationToken stop)
    {
        var calls = contestants.Select(c => Calls(c, budget)).ToArray();
        var seconds = contestants.Select(_ => new List<double>()).ToArray();
        var clock = Stopwatch.StartNew();
        for (var round = 0; budget.Wants(round, clock.Elapsed.TotalSeconds); round++)
        {
            if (round > 0 && stop.IsCancellationRequested) break;
            for (var turn = 0; turn < contestants.Count; turn++)
            {
                var who = (turn + round) % contestants.Count;
                if (threads > 1) Rest();
                if (calls[who].Seconds < Long) Wake(contestants[who]);
                seconds[who].Add(Time(contestants[who], calls[who].Count));
            }
        }
        return [.. seconds.Select(s => s.ToArray())];
    }

    /// <summary>Waits until no thread of this process works: those of LibTorch and of ONNX
    /// Runtime spin on after a call, and would take a core from the next.</summary>
    private static void Rest()
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience;)
        {
            var before = Environment.CpuUsage.TotalTime;
            Thread.Sleep(Moment);
            if (Environment.CpuUsage.TotalTime - before < Moment / 8) return;
        }
        throw new InvalidOperationException($"A thread of this process is still at work {Patience.TotalSeconds:f0} s after a call: nothing "
            + "can be measured beside it.");
    }

    /// <summary>Calls that are not timed, until its threads run and its data are near.</summary>
    private static void Wake(Contestant contestant)
    {
        var clock = Stopwatch.StartNew();
        do contestant.Run();
        while (clock.Elapsed < Moment);
    }

    /// <summary>Warms up, and counts the calls that fill a sample.</summary>
    private static (int Count, double Seconds) Calls(Contestant contestant, Budget budget)
    {
        var best = Time(contestant, 1);
        if (best > Slow) return (1, best);
        best = double.PositiveInfinity;
        for (var clock = Stopwatch.StartNew(); ;)
        {
            best = Math.Min(best, Time(contestant, 1));
            if (clock.Elapsed.TotalSeconds >= Warm) return ((int)Math.Clamp(Math.Ceiling(budget.Batch / best), 1, 100_000), best);
        }
    }

    private static double Time(Contestant contestant, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++) contestant.Run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
    }
}
