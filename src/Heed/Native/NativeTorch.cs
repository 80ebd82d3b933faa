using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Heed.Native;

/// <summary>
/// Answers the runtime when TorchSharp asks for its native libraries on Linux: from beside the program (published), else from the
/// folder that the build prepared and wrote into <c>runtimeconfig.json</c> as <c>Heed.LibTorch</c>.
/// </summary>
internal static class NativeTorch
{
    internal const string Option = "Heed.LibTorch";
    private const string Bridge = "libLibTorchSharp.so";

    /// <summary>
    /// Without it, MKL sums in an order that depends on where the allocator happened to put a matrix, and about one run in twelve
    /// differs in the last digit. It reads the native environment, which .NET's own setter does not write.
    /// </summary>
    private const string Reproducibility = "MKL_CBWR";

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "TorchSharp loads its libraries in a static constructor: the answer must be ready before any tensor.")]
    internal static void Register()
    {
        if (OperatingSystem.IsLinux())
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += static (_, name) => name is "torch_cpu" or "LibTorchSharp" ? Load() : 0;
    }

    /// <summary>Loads TorchSharp's library, and LibTorch with it, which the loader finds in the same folder.</summary>
    internal static nint Load()
    {
        string?[] folders = [AppContext.BaseDirectory, AppContext.GetData(Option) as string];
        var folder = Folder(folders);
        try
        {
            _ = SetEnvironment(Reproducibility, "AUTO", overwrite: 0);
            KeptMemory.Ask();
            return NativeLibrary.Load(Path.Combine(folder, Bridge));
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new TorchUnavailableException(LoadFailure.Explain(e.Message, folder), e);
        }
    }

    internal static string Folder(string?[] folders)
        => folders.FirstOrDefault(folder => folder is not null && File.Exists(Path.Combine(folder, Bridge)))
           ?? throw new TorchUnavailableException(LoadFailure.NoFolder(Bridge, folders));

    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetEnvironment([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
