using System.Runtime.InteropServices;

namespace Heed.Cli.Tests;

public sealed class OutputFolderTests
{
    [Fact]
    public void The_build_copies_no_library_of_another_platform_and_none_of_torch()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems take the packages as they come");
        var files = Directory.EnumerateFiles(Heed.Folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Heed.Folder, f)).ToArray();
        var platforms = files.Where(f => f.StartsWith("runtimes/", StringComparison.Ordinal) && f.Contains("/native/"))
            .Select(f => f.Split('/')[1]).Distinct();
        Assert.Equal([$"linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}"], platforms);
        Assert.DoesNotContain(files, f => Path.GetFileName(f).StartsWith("libtorch", StringComparison.Ordinal)
            || f.EndsWith("libLibTorchSharp.so", StringComparison.Ordinal));
    }
}
