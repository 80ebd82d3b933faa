using System.Diagnostics;
using System.Runtime.InteropServices;
using Heed.Native;

namespace Heed.Tests.Native;

public sealed class NativeTorchTests
{
    private static readonly string[] Libraries = ["libc10.so", "libtorch_cpu.so", "libtorch.so", "libLibTorchSharp.so"];
    private static readonly string[] Waits = ["OMP_WAIT_POLICY", "KMP_BLOCKTIME", "GOMP_SPINCOUNT"];

    [Fact]
    public void Torch_computes_in_a_process_that_did_nothing_to_load_it()
    {
        using var numbers = torch.tensor([1.5f, 2.5f, 3.5f, 4.5f]);
        using var total = numbers.sum();
        Assert.Equal(12f, total.item<float>());
    }

    [Fact]
    public void The_libraries_that_are_mapped_are_those_that_the_build_prepared()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only on Linux are the libraries taken from artifacts/native");
        using var number = torch.tensor(1f);
        string[] mapped = [.. File.ReadLines("/proc/self/maps").Where(l => l.Contains('/')).Select(l => l[l.IndexOf('/')..]).Distinct()];
        foreach (var library in Libraries)
        {
            var prepared = new FileInfo(Path.Combine(NativeTorch.Prepared(AppContext.BaseDirectory)!, library));
            var file = Path.GetFullPath(prepared.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? prepared.FullName);
            Assert.Equal([file], mapped.Where(path => Path.GetFileName(path) == library));
        }
    }

    [Fact]
    public void Libraries_of_the_system_that_have_the_same_names_are_never_touched()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only on Linux are the libraries taken from artifacts/native");
        var foreign = Directory.CreateTempSubdirectory("heed-");
        try
        {
            var some = Path.Combine(NativeTorch.Prepared(AppContext.BaseDirectory)!, "libgomp-98b21ff3.so.1");     // loads alone
            foreach (var library in Libraries) File.Copy(some, Path.Combine(foreign.FullName, library));
            Again(nameof(The_libraries_that_are_mapped_are_those_that_the_build_prepared), ("LD_LIBRARY_PATH", foreign.FullName));
        }
        finally
        {
            foreign.Delete(recursive: true);
        }
    }

    [Fact]
    public void No_native_torch_file_is_copied_beside_the_tests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "elsewhere the package copies its native files");
        var copies = Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file).Contains("torch", StringComparison.OrdinalIgnoreCase)
                    && !file.EndsWith(".dll", StringComparison.Ordinal)
                || Path.GetFileName(file).StartsWith("libc10", StringComparison.Ordinal));
        Assert.Empty(copies);
    }

    [Fact]
    public void Sums_are_the_same_in_every_run_and_waiting_threads_sleep_unless_the_user_says_otherwise()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only the library for Linux is loaded by Heed");
        LibTorch.EnsureLoaded();
        Assert.Equal(Environment.GetEnvironmentVariable("MKL_CBWR") ?? "AUTO", Variable("MKL_CBWR"));
        string?[] users = [.. Waits.Select(Environment.GetEnvironmentVariable)];
        Assert.Equal(users.Any(value => value is not null) ? users : ["PASSIVE", "0", null], Waits.Select(Variable));
    }

    [Theory]
    [InlineData("MKL_CBWR", "COMPATIBLE")]
    [InlineData("OMP_WAIT_POLICY", "ACTIVE")]
    [InlineData("KMP_BLOCKTIME", "5")]
    [InlineData("GOMP_SPINCOUNT", "100")]
    public void What_the_user_has_set_stays(string name, string value)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only the library for Linux is loaded by Heed");
        Again(nameof(Sums_are_the_same_in_every_run_and_waiting_threads_sleep_unless_the_user_says_otherwise), (name, value));
    }

    [Fact]
    public void What_is_wanted_is_only_what_the_user_has_not_set()
    {
        Assert.Equal("MKL_CBWR=AUTO OMP_WAIT_POLICY=PASSIVE KMP_BLOCKTIME=0", Wanted("PATH"));
        Assert.Equal("OMP_WAIT_POLICY=PASSIVE KMP_BLOCKTIME=0", Wanted("MKL_CBWR"));
        Assert.All(Waits, name => Assert.Equal("MKL_CBWR=AUTO", Wanted(name)));

        static string Wanted(string set) =>
            string.Join(' ', NativeEnvironment.Wanted(name => name == set ? "theirs" : null).Select(v => $"{v.Name}={v.Value}"));
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

    /// <summary>Runs one of these tests in a process of its own, with one variable of the environment changed.</summary>
    private static void Again(string test, (string Name, string Value) variable)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Heed.Tests"))
        {
            ArgumentList = { "-method", $"{typeof(NativeTorchTests).FullName}.{test}" },
            RedirectStandardOutput = true,
        };
        foreach (var name in Waits.Append("MKL_CBWR")) start.Environment.Remove(name);
        start.Environment[variable.Name] = variable.Value;
        using var child = Process.Start(start)!;
        var said = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.True(child.ExitCode == 0, said);
        Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", said, StringComparison.Ordinal);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Info
    {
        public nuint Arena, FreeChunks, FastChunks, MappedBlocks, MappedBytes, Unused, FastBytes, UsedBytes, FreeBytes, TrimmableBytes;
    }

    [DllImport("libc", EntryPoint = "mallinfo2")]
    private static extern Info AllocatorInfo();

    private static string? Variable(string name) => Marshal.PtrToStringUTF8(FindVariable(name));

    [DllImport("libc", EntryPoint = "getenv")]
    private static extern nint FindVariable([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
