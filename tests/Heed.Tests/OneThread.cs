using Heed.Native;

[assembly: AssemblyFixture(typeof(Heed.Tests.OneThread))]

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
