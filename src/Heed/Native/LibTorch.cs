namespace Heed.Native;

/// <summary>The native library that computes every tensor. It is loaded at the first tensor, or by <see cref="EnsureLoaded"/>.</summary>
public static class LibTorch
{
    /// <summary>
    /// Begins to load LibTorch on a thread of its own, so that a program that will need it can do something else meanwhile: half a
    /// second goes into the registration of its operators. What fails here is said by <see cref="EnsureLoaded"/>.
    /// </summary>
    public static void BeginLoading()
    {
        if (!OperatingSystem.IsLinux()) return;
        RefuseNowhere();
        NativeTorch.BeginLoading();
    }

    /// <summary>
    /// Loads LibTorch now, if it is not loaded yet. A program calls this before its first tensor, because a failure inside
    /// TorchSharp's own start-up surfaces as a <see cref="TypeInitializationException"/> that blames a package.
    /// </summary>
    /// <exception cref="TorchUnavailableException">It cannot be loaded; the message says what is missing and what to do.</exception>
    public static void EnsureLoaded()
    {
        if (OperatingSystem.IsLinux()) RefuseNowhere();
        try
        {
            if (OperatingSystem.IsLinux())
                NativeTorch.Load();
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception e) when (e is TypeInitializationException or NotSupportedException or DllNotFoundException
            or BadImageFormatException)
        {
            throw new TorchUnavailableException(LoadFailure.Explain((e.InnerException ?? e).Message, AppContext.BaseDirectory), e);
        }
    }

    /// <summary>The library of matrices that comes with LibTorch ends the process where there is no working directory.</summary>
    private static void RefuseNowhere()
    {
        try
        {
            _ = Directory.GetCurrentDirectory();
        }
        catch (IOException e)
        {
            throw new TorchUnavailableException(
                "The folder that the program was started in is gone, and LibTorch cannot be loaded from nowhere: go to another.", e);
        }
    }
}
