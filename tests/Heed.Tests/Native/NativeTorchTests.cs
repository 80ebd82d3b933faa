using System.Runtime.InteropServices;
using Heed.Native;

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
        LibTorch.EnsureLoaded();
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
        LibTorch.EnsureLoaded();
        Assert.Equal("AUTO", Marshal.PtrToStringUTF8(NativeEnvironment("MKL_CBWR")));
    }

    [Fact]
    public void What_is_freed_is_kept_for_the_next_tensor()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only the library for Linux is loaded by Heed");
        Assert.SkipWhen(KeptMemory.IsSetByUser(Environment.GetEnvironmentVariable), "the environment sets up the allocator");
        LibTorch.EnsureLoaded();
        var before = AllocatorInfo().MappedBlocks;
        var large = Marshal.AllocHGlobal(48 << 20);
        try
        {
            Assert.Equal(before, AllocatorInfo().MappedBlocks);
        }
        finally
        {
            Marshal.FreeHGlobal(large);
        }
    }

    [Theory]
    [InlineData("MALLOC_MMAP_MAX_", "65536", true)]
    [InlineData("GLIBC_TUNABLES", "glibc.rtld.nns=2:glibc.malloc.mmap_max=1", true)]
    [InlineData("GLIBC_TUNABLES", "glibc.rtld.nns=2", false)]
    [InlineData("PATH", "/bin", false)]
    public void An_allocator_that_was_set_up_is_left_alone(string variable, string value, bool expected)
        => Assert.Equal(expected, KeptMemory.IsSetByUser(name => name == variable ? value : null));

    [StructLayout(LayoutKind.Sequential)]
    private struct Info
    {
        public nuint Arena, FreeChunks, FastChunks, MappedBlocks, MappedBytes, Unused, FastBytes, UsedBytes, FreeBytes, TrimmableBytes;
    }

    [DllImport("libc", EntryPoint = "mallinfo2")]
    private static extern Info AllocatorInfo();

    [DllImport("libc", EntryPoint = "getenv")]
    private static extern nint NativeEnvironment([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
