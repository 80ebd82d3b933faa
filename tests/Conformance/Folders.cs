namespace Heed.Tests.Conformance;

/// <summary>Where the files are that tests read.</summary>
internal static class Folders
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    /// <summary>Golden files that are part of the repository.</summary>
    public static string Golden => Path.Combine(Root, "tests", "Golden");

    /// <summary>A folder beside the repository, which need not exist.</summary>
    public static string Shared(params string[] path) => Path.GetFullPath(Path.Combine([Root, "..", "shared", .. path]));

    /// <summary>The JSON files of a folder, none when it is missing.</summary>
    public static IReadOnlyList<string> Json(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "Heed.slnx"))
        ? folder
        : Above(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No Heed.slnx lies above the tests."));
}
