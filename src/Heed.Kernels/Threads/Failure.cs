using System.Runtime.ExceptionServices;

namespace Heed.Kernels;

/// <summary>The first exception of a call's pieces; the others then stop, and the caller gets it as it was thrown.</summary>
internal sealed class Failure
{
    private Exception? first;

    public bool Any => Volatile.Read(ref first) is not null;

    public void Set(Exception exception) => Interlocked.CompareExchange(ref first, exception, null);

    public void Throw()
    {
        if (first is not null) ExceptionDispatchInfo.Throw(first);
    }
}
