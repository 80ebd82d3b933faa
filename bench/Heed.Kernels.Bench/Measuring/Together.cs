using System.Diagnostics;

namespace Heed.Kernels.Bench;

/// <summary>Runs the same on several threads that start at the same moment.</summary>
internal static class Together
{
    /// <summary>Where results go, so that the loops that make them are not optimised away.</summary>
    public static float Kept { get; set; }

    /// <summary>What all of them did, by the seconds until the last was ready.</summary>
    /// <param name="threads">How many.</param>
    /// <param name="work">Does the share of a thread and says how much that was.</param>
    public static double Rate(int threads, Func<int, double> work)
    {
        using var line = new Barrier(threads);
        var (done, ends, start) = (new double[threads], new long[threads], 0L);
        var all = Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            line.SignalAndWait();
            if (i == 0) start = Stopwatch.GetTimestamp();
            done[i] = work(i);
            ends[i] = Stopwatch.GetTimestamp();
        })).ToArray();
        foreach (var thread in all) thread.Start();
        foreach (var thread in all) thread.Join();
        return done.Sum() / Stopwatch.GetElapsedTime(start, ends.Max()).TotalSeconds;
    }
}
