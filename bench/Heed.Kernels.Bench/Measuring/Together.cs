using System.Diagnostics;

namespace Heed.Kernels.Bench;

/// <summary>Runs the same on several threads that start at the same moment.</summary>
internal static class Together
{
    /// <summary>Where results go, so that the loops that make them are not optimised away.</summary>
    public static float Kept { get; set; }

    /// <summary>What all of them did, by the seconds from when the first began until the last was ready.</summary>
    /// <param name="threads">How many.</param>
    /// <param name="work">Does the share of a thread and says how much that was.</param>
    public static double Rate(int threads, Func<int, double> work)
    {
        using var line = new Barrier(threads);
        var (done, starts, ends) = (new double[threads], new long[threads], new long[threads]);
        var all = Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            line.SignalAndWait();
            starts[i] = Stopwatch.GetTimestamp();
            done[i] = work(i);
            ends[i] = Stopwatch.GetTimestamp();
        })).ToArray();
        foreach (var thread in all) thread.Start();
        foreach (var thread in all) thread.Join();
        return Rate(done, starts, ends);
    }

    /// <summary>The same, of what each thread did and noted: none need be the first, and some may end before others begin.</summary>
    public static double Rate(double[] done, long[] starts, long[] ends)
        => done.Sum() / Stopwatch.GetElapsedTime(starts.Min(), ends.Max()).TotalSeconds;
}
