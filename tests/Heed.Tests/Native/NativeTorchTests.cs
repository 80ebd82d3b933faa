using System.Runtime.InteropServices;
namespace Heed.Tests.Native;

public sealed class NativeTorchTests
{
    [Fact]
    public void Torch_computes_in_a_process_that_did_nothing_to_load_it()
    {
        using var numbers = torch.tensor([1.5f, 2.5f, 3.5f, 4.5f]);
        using var total = numbers.sum();
        Assert.Equal(12f, total.item<float>());
    }

    [Fact]
    public void The_library_that_is_mapped_is_the_one_that_the_build_prepared()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only on Linux is the library taken from artifacts/native");
        Heed.Native.LibTorch.EnsureLoaded();
        var prepared = Path.GetFullPath(Path.Combine((string)AppContext.GetData("Heed.LibTorch")!, "libLibTorchSharp.so"));
        var mapped = File.ReadLines("/proc/self/maps").Where(line => line.EndsWith("/libLibTorchSharp.so", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(mapped);
        Assert.All(mapped, line => Assert.EndsWith(prepared, line, StringComparison.Ordinal));
    }

    [Fact]
    public void No_native_torch_file_is_copied_beside_the_tests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere the package copies its native files");
        var copies = Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file).Contains("torch", StringComparison.OrdinalIgnoreCase) && !file.EndsWith(".dll", StringComparison.Ordinal)
                || Path.GetFileName(file).StartsWith("libc10", StringComparison.Ordinal));
        Assert.Empty(copies);
    }

    [Fact]
    public void Sums_are_asked_to_be_the_same_in_every_run()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only the library for Linux is loaded by Heed");
        Heed.Native.LibTorch.EnsureLoaded();
        Assert.Equal("AUTO", Marshal.PtrToStringUTF8(NativeEnvironment("MKL_CBWR")));
    }

    [DllImport("libc", EntryPoint = "getenv")]
    private static extern nint NativeEnvironment([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
