using System.Diagnostics;

namespace Heed.Kernels;

/// <summary>Threads that stay, so that a call of some microseconds can be shared: they look
/// for work a short while after their last, and only then sleep.</summary>
/// <remarks>A caller never waits for a thread that has not begun: if none comes, it does all
/// the work itself. So calls may be made from any thread, also from within work.</remarks>
internal static class WorkerPool
{
    // what lies between one call and the next; a thread that looks on keeps LibTorch's threads from their work
    private static readonly TimeSpan Patience = TimeSpan.FromMicroseconds(50);

    private static readonly PoolJob?[] Slots = new PoolJob?[16];
    private static readonly object Idle = new();
    private static int started;
    private static int idle;

    /// <summary>The most threads that can work on one call, the caller's included.</summary>
    public static int Size => Environment.ProcessorCount;

    /// <summary>Runs an action on this thread and, if they are free, on others, and returns when all that began
    /// it have ended. It takes its work from a place that all share, and ends when there is none.</summary>
    /// <param name="threads">The most threads.</param>
    /// <param name="act">What each of them does.</param>
    /// <exception cref="AggregateException">An action on another thread threw; that of this thread's own is thrown as it is.</exception>
    public static void Run(int threads, Action act)
    {
        var job = new PoolJob(act, Math.Min(threads, Size) - 1);
        var slot = job.Free > 0 ? Offer(job) : -1;
        try
        {
            act();
        }
        finally
        {
            if (slot >= 0)
            {
                Volatile.Write(ref Slots[slot], null);
                job.Close();
            }
        }
        job.Throw();
    }

    private static int Offer(PoolJob job)
    {
        if (Volatile.Read(ref started) == 0) Start();
        for (var i = 0; i < Slots.Length; i++)
        {
            if (Volatile.Read(ref Slots[i]) is not null || Interlocked.CompareExchange(ref Slots[i], job, null) is not null) continue;
            if (Volatile.Read(ref idle) == 0) return i;
            lock (Idle)
                for (var wake = Math.Min(idle, job.Free); wake > 0; wake--) Monitor.Pulse(Idle);
            return i;
        }
        return -1;                                                                  // everybody is busy
    }

    private static void Start()
    {
        lock (Idle)
        {
            if (started != 0) return;
            for (var i = 1; i < Size; i++) new Thread(Work) { IsBackground = true, Name = "Heed.Kernels" }.Start();
            started = 1;
        }
    }

    private static void Work()
    {
        while (true)
        {
            bool worked;
            for (var began = Stopwatch.GetTimestamp(); !(worked = Join()) && Stopwatch.GetElapsedTime(began) < Patience;)
                Thread.SpinWait(8);
            if (worked) continue;
            lock (Idle)
            {
                Interlocked.Increment(ref idle);                                  // a caller that posts after this look sees it, and wakes
                if (!Waiting()) Monitor.Wait(Idle);
                Interlocked.Decrement(ref idle);
            }
        }
    }

    private static bool Waiting()
    {
        foreach (ref var slot in Slots.AsSpan())
            if (Volatile.Read(ref slot) is { Free: > 0 }) return true;
        return false;
    }

    private static bool Join()
    {
        foreach (ref var slot in Slots.AsSpan())
            if (Volatile.Read(ref slot) is { } job && job.Join()) return true;
        return false;
    }
}
