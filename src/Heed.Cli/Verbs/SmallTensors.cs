using Heed.Native;
using TorchSharp;

namespace Heed.Cli.Verbs;

/// <summary>LibTorch for verbs that compute much with tensors of a few tokens.</summary>
internal static class SmallTensors
{
    /// <summary>
    /// Loads LibTorch to use one thread: on so little work more threads wait for one another, ten times as long on a busy machine.
    /// </summary>
    /// <exception cref="TorchUnavailableException">It cannot be loaded; the message says what to do.</exception>
    public static void EnsureLoaded()
    {
        LibTorch.EnsureLoaded();
        torch.set_num_threads(1);
    }
}
