namespace Heed.Models.Tests;

/// <summary>Files beside the repository, which need not exist.</summary>
internal static class Shared
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    /// <summary>A file or folder beside the repository; the test is skipped where it is absent.</summary>
    public static string Path(params string[] parts)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine([Root, "..", "shared", .. parts]));
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"'{path}' is not there");
        return path;
    }

    private static string Above(string folder) => File.Exists(System.IO.Path.Combine(folder, "Heed.slnx"))
        ? folder
        : Above(System.IO.Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No Heed.slnx lies above the tests."));
}
