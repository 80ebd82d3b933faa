using Heed.Native;

namespace Heed.Tests.Native;

public sealed class LoadFailureTests
{
    [Theory]
    [InlineData(
        "libgomp.so.1: cannot open shared object file: No such file or directory", "libgomp.so.1 is missing", "apt-get install libgomp1")]
    [InlineData(
        "libtorch_cpu.so: cannot open shared object file: No such file or directory",
        "libtorch_cpu.so is missing", "delete that folder and build")]
    [InlineData(
        "libgomp-98b21ff3.so.1: cannot open shared object file: No such file or directory",
        "libgomp-98b21ff3.so.1 is missing", "delete that folder and build")]
    [InlineData("libnuma.so.1: cannot open shared object file: No such file or directory", "libnuma.so.1 is missing", "apt-file search")]
    [InlineData(
        "Error loading shared library ld-linux-x86-64.so.2: No such file or directory",
        "ld-linux-x86-64.so.2 is missing", "system package")]
    [InlineData(
        "/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by /a/b.so)",
        "libc.so.6 lacks GLIBC_2.34", "Debian 12")]
    [InlineData(
        "/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /a/libLibTorchSharp.so)",
        "as TorchSharp ships it", "TorchSharp-cpu")]
    [InlineData("something never seen", "something never seen", "/native")]
    public void A_complaint_becomes_what_is_missing_and_what_to_do(string complaint, string missing, string cure)
    {
        var message = LoadFailure.Explain($"Unable to load shared library.\n{complaint}\n", "/native");
        Assert.Contains(missing, message, StringComparison.Ordinal);
        Assert.Contains(cure, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_is_named_with_the_cure()
    {
        var failure = Assert.Throws<TorchUnavailableException>(() => NativeTorch.Folder(["/nowhere/at/all", null]));
        Assert.Contains("/nowhere/at/all", failure.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet build", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_folder_that_holds_the_library_is_taken()
    {
        var folders = Enumerable.Range(0, 3).Select(_ => Directory.CreateTempSubdirectory().FullName).ToArray();
        try
        {
            File.WriteAllText(Path.Combine(folders[1], "libLibTorchSharp.so"), "");
            File.WriteAllText(Path.Combine(folders[2], "libLibTorchSharp.so"), "");
            Assert.Equal(folders[1], NativeTorch.Folder(folders));
        }
        finally
        {
            Array.ForEach(folders, folder => Directory.Delete(folder, recursive: true));
        }
    }
}
