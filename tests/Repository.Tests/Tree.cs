namespace Repository.Tests;

/// <summary>The files of the repository, those that a build or an editor leaves behind not counted.</summary>
internal static class Tree
{
    private static readonly string[] LeftBehind =
        [".git", ".vs", ".vscode", ".idea", "artifacts", "bin", "obj", "TestResults", "__pycache__", "node_modules"];
    private static readonly string[] Binary =
        [".png", ".gif", ".jpg", ".ico", ".ttf", ".woff2", ".npz", ".npy", ".safetensors", ".dll", ".so", ".pyc", ".user", ".bin"];

    public static string Root { get; } = Above(AppContext.BaseDirectory);

    /// <summary>Paths from the root on, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Walk(Root).Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Texts => Files.Where(f => !Binary.Contains(Path.GetExtension(f)));

    public static IEnumerable<string> Code => Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal));

    public static IEnumerable<string> Projects => Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal));

    public static string Full(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(Full(file));

    /// <summary>Fails with all that was found, one a line.</summary>
    public static void AssertNone(IEnumerable<string> wrong)
    {
        var lines = wrong.ToArray();
        Assert.True(lines.Length == 0, string.Join("\n", lines));
    }

    private static IEnumerable<string> Walk(string folder) =>
        Kept(Directory.EnumerateFiles(folder)).Concat(Kept(Directory.EnumerateDirectories(folder)).SelectMany(Walk));

    /// <remarks>In a worktree, .git is a file.</remarks>
    private static IEnumerable<string> Kept(IEnumerable<string> paths) => paths.Where(p => !LeftBehind.Contains(Path.GetFileName(p)));

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "Heed.slnx"))
        ? folder
        : Above(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No Heed.slnx lies above the tests."));
}
