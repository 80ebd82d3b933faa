using System.Diagnostics;

namespace Heed.Kernels;

/// <summary>Threads that stay, so that a call of some microseconds can be shared: they look for work a short while after their last, and only then sleep.</summary>
/// <remarks>A caller never waits for a thread that has not begun: if none comes, it does all the work itself. So calls may be made from any thread, also from within work.</remarks>
internal static class Crew
{
    private static readonly TimeSpan Patience = TimeSpan.FromMicroseconds(50);      // what lies between one call and the next; a thread that looks on keeps LibTorch's threads from their work

    private static readonly Shift?[] Board = new Shift?[16];
    private static readonly object Bed = new();
    private static int hired;
    private static int asleep;

    /// <summary>The most threads that can work on one call, the caller's included.</summary>
    public static int Size => Environment.ProcessorCount;

    /// <summary>Runs an action on this thread and, if they are free, on others, and returns when all that began it have ended. It takes its work from a place that all share, and ends when there is none.</summary>
    /// <param name="threads">The most threads.</param>
    /// <param name="act">What each of them does.</param>
    /// <exception cref="AggregateException">An action on another thread threw; that of this thread's own is thrown as it is.</exception>
    public static void Run(int threads, Action act)
    {
        var shift = new Shift(act, Math.Min(threads, Size) - 1);
        var place = shift.Free > 0 ? Post(shift) : -1;
        try
        {
            act();
        }
        finally
        {
            if (place >= 0)
            {
                Volatile.Write(ref Board[place], null);
                shift.Close();
            }
        }
        shift.Throw();
    }

    private static int Post(Shift shift)
    {
        if (Volatile.Read(ref hired) == 0) Hire();
        for (var i = 0; i < Board.Length; i++)
        {
            if (Volatile.Read(ref Board[i]) is not null || Interlocked.CompareExchange(ref Board[i], shift, null) is not null) continue;
            if (Volatile.Read(ref asleep) == 0) return i;
            lock (Bed)
                for (var wake = Math.Min(asleep, shift.Free); wake > 0; wake--) Monitor.Pulse(Bed);
            return i;
        }
        return -1;                                                                  // everybody is busy
    }

    private static void Hire()
    {
        lock (Bed)
        {
            if (hired != 0) return;
            for (var i = 1; i < Size; i++) new Thread(Work) { IsBackground = true, Name = "Heed.Kernels" }.Start();
            hired = 1;
        }
    }

    private static void Work()
    {
        while (true)
        {
            bool worked;
            for (var began = Stopwatch.GetTimestamp(); !(worked = Join()) && Stopwatch.GetElapsedTime(began) < Patience;) Thread.SpinWait(8);
            if (worked) continue;
            lock (Bed)
            {
                Interlocked.Increment(ref asleep);                                  // a caller that posts after this look sees it, and wakes
                if (!Waiting()) Monitor.Wait(Bed);
                Interlocked.Decrement(ref asleep);
            }
        }
    }

    private static bool Waiting()
    {
        foreach (ref var place in Board.AsSpan())
            if (Volatile.Read(ref place) is { Free: > 0 }) return true;
        return false;
    }

    private static bool Join()
    {
        foreach (ref var place in Board.AsSpan())
            if (Volatile.Read(ref place) is { } shift && shift.Join()) return true;
        return false;
    }
}
