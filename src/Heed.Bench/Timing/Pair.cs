using System.Diagnostics;
using Heed.Bench.Metrics;

namespace Heed.Bench.Timing;

/// <summary>Times two things against one another: warm-up, then in turn, so that what disturbs the machine disturbs both.</summary>
/// <param name="First">Milliseconds of one run of the first.</param>
/// <param name="Second">Milliseconds of one run of the second.</param>
/// <param name="Ratio">The first over the second, pair by pair.</param>
internal sealed record Pair(Quartiles First, Quartiles Second, Quartiles Ratio)
{
    private const int Fewest = 5;
    private const int Most = 25;
    private const double ShortestMs = 2;                                                   // of what is timed at once

    /// <summary>Times a pair.</summary>
    /// <param name="first">The one.</param>
    /// <param name="second">The other.</param>
    /// <param name="seconds">How long to go on for; five pairs are timed in any case.</param>
    /// <param name="cancel">Ends it.</param>
    public static Pair Of(Trial first, Trial second, double seconds, CancellationToken cancel)
    {
        var (runsFirst, runsSecond) = (Runs(first), Runs(second));
        var (a, b) = (new List<double>(), new List<double>());
        var clock = Stopwatch.StartNew();
        while (a.Count < Fewest || (a.Count < Most && clock.Elapsed.TotalSeconds < seconds))
        {
            cancel.ThrowIfCancellationRequested();
            a.Add(Milliseconds(first, runsFirst));
            b.Add(Milliseconds(second, runsSecond));
        }

        return new(Quartiles.Of(a), Quartiles.Of(b), Quartiles.Of(a.Zip(b, (x, y) => x / y)));
    }

    /// <summary>Warms up, and finds how many runs take long enough to be timed.</summary>
    private static int Runs(Trial trial)
    {
        Milliseconds(trial, 1);
        for (var runs = 1; ; runs *= 2)
        {
            if (Milliseconds(trial, runs) * runs >= ShortestMs || 2 * runs > trial.Most) return runs;
        }
    }

    private static double Milliseconds(Trial trial, int runs)
    {
        trial.Before?.Invoke();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < runs; i++) trial.Run();
        return clock.Elapsed.TotalMilliseconds / runs;
    }
}
