using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Heed.Native;

/// <summary>
/// Has TorchSharp's native libraries loaded on Linux before it looks for them: from beside the program (published), else from the
/// folder that the build prepared and named in the file <c>Heed.Native.path</c> beside it.
/// </summary>
/// <remarks>
/// TorchSharp looks for them by name, and then .NET and the dynamic loader ask the system first: a libtorch of the system, of another
/// version, would be taken, and the process would crash. What is loaded already is taken before that, so ours are loaded by full path as
/// soon as TorchSharp itself is. A program that computes nothing loads neither.
/// </remarks>
internal static class NativeTorch
{
    internal const string Pointer = "Heed.Native.path";
    private const string Managed = "TorchSharp";
    private const string Bridge = "libLibTorchSharp.so";

    /// <summary>What the bridge needs, each before those that need it: the loader would look for them where the system says.</summary>
    private static readonly string[] Needed = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];

    private static bool isSetUp;
    private static string? loadedFrom;

    /// <summary>The folder that the libraries were loaded from; null before that, and where TorchSharp finds them itself.</summary>
    internal static string? LoadedFrom => Volatile.Read(ref loadedFrom);

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A static constructor of TorchSharp looks for them: ours must be there before.")]
    internal static void Register()
    {
        if (!OperatingSystem.IsLinux()) return;
        AppDomain.CurrentDomain.AssemblyLoad += static (_, loaded) => LoadBefore(loaded.LoadedAssembly.GetName().Name);
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += static (_, name) => name is "torch_cpu" or "LibTorchSharp" ? Load() : 0;
    }

    /// <summary>Loads them on a thread of its own, after the environment is set, which only one thread may write.</summary>
    internal static void BeginLoading()
    {
        SetUp();
        new Thread(TryLoad) { IsBackground = true, Name = "LibTorch" }.Start();
    }

    /// <summary>Loads TorchSharp's library, and LibTorch with it, all from one folder.</summary>
    internal static nint Load()
    {
        string?[] folders = [AppContext.BaseDirectory, Prepared(AppContext.BaseDirectory)];
        var folder = Folder(folders);
        try
        {
            SetUp();
            foreach (var file in Needed) _ = NativeLibrary.Load(Path.Combine(folder, file));
            var bridge = NativeLibrary.Load(Path.Combine(folder, Bridge));
            if (Interlocked.CompareExchange(ref loadedFrom, folder, null) is null) HeedLog.LibTorchLoaded(folder);
            return bridge;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new TorchUnavailableException(LoadFailure.Explain(e.Message, folder), e);
        }
    }

    /// <summary>The folder that the build of a program in <paramref name="program"/> prepared; null where it was published.</summary>
    internal static string? Prepared(string program) =>
        Path.Combine(program, Pointer) is var file && File.Exists(file) ? File.ReadAllText(file).Trim() : null;

    internal static string Folder(string?[] folders)
        => folders.FirstOrDefault(folder => folder is not null && File.Exists(Path.Combine(folder, Bridge)))
           ?? throw new TorchUnavailableException(LoadFailure.NoFolder(Bridge, folders));

    private static void SetUp()
    {
        if (Interlocked.Exchange(ref isSetUp, true)) return;
        NativeEnvironment.SetUp();
        KeptMemory.Ask();
    }

    private static void LoadBefore(string? assembly)
    {
        if (assembly == Managed) TryLoad();
    }

    private static void TryLoad()
    {
        try
        {
            _ = Load();
        }
        catch (TorchUnavailableException)
        {
            // LibTorch.EnsureLoaded tries again and says it; a program that makes no tensor does not need to know
        }
    }
}
