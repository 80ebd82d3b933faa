using Heed.Native;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Heed.Tests.OneThread))]

// The library does not keep a scalar alive until the native call has read it, and another test's thread may collect it in between.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: Heed.Tests.FinalizersWait]

namespace Heed.Tests;

/// <summary>On tensors of a few tokens threads wait for one another longer than they work.</summary>
public sealed class OneThread
{
    public OneThread()
    {
        LibTorch.EnsureLoaded();
        torch.set_num_threads(1);
    }
}
