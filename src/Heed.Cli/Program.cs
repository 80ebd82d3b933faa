using Heed.Native;
using TorchSharp;

try
{
    LibTorch.EnsureLoaded();
    using var ones = torch.ones(2, 3);
    Console.WriteLine(ones.sum().item<float>());
    return 0;
}
catch (TorchUnavailableException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
