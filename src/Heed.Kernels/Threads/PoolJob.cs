namespace Heed.Kernels;

/// <summary>One call's work in the <see cref="WorkerPool"/>: how many threads may still join, and how many are at it.</summary>
/// <param name="act">What each thread does.</param>
/// <param name="free">How many threads may join.</param>
internal sealed class PoolJob(Action act, int free)
{
    private const int Spins = 200;

    private int open = Math.Max(0, free);
    private int active;
    private Exception? failure;

    /// <summary>How many threads may still join.</summary>
    public int Free => Volatile.Read(ref open);

    /// <summary>Works, if there is room; false if not.</summary>
    public bool Join()
    {
        if (Free <= 0) return false;
        // before a place is taken, so that a closing caller waits
        Interlocked.Increment(ref active);
        try
        {
            if (Interlocked.Decrement(ref open) < 0) return false;
            act();
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref failure, exception, null);
        }
        finally
        {
            if (Interlocked.Decrement(ref active) == 0 && Free < 0)
                lock (this) Monitor.PulseAll(this);
        }
        return true;
    }

    /// <summary>Lets nobody else join, and waits for those who have.</summary>
    public void Close()
    {
        Interlocked.Exchange(ref open, int.MinValue / 2);
        var spin = new SpinWait();
        while (Volatile.Read(ref active) != 0 && spin.Count < Spins) spin.SpinOnce(-1);
        if (Volatile.Read(ref active) == 0) return;
        lock (this)
            while (Volatile.Read(ref active) != 0) Monitor.Wait(this);
    }

    /// <summary>Throws what a thread that joined threw.</summary>
    public void Throw()
    {
        if (failure is not null) throw new AggregateException(failure);
    }
}
