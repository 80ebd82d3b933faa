namespace Heed.Cli.Mcp;

/// <summary>The files that a client may name: those below one folder, wherever dots and links lead.</summary>
/// <param name="folder">The working folder, which stays the same.</param>
internal sealed class FilesBelow(string folder)
{
    private const int MostLinks = 40;

    private readonly string root = Real(folder);

    /// <summary>Where a file or folder is, by way of no link. It need not exist; what is in a folder must lie below, too.</summary>
    /// <param name="path">What the client calls it.</param>
    /// <exception cref="Failure">It is elsewhere.</exception>
    public string this[string path]
    {
        get
        {
            if (path.Length == 0) throw new Failure("The name of a file is missing.");
            var real = Inside(Path.Combine(root, path));
            if (Directory.Exists(real))
                foreach (var entry in Directory.EnumerateFileSystemEntries(real, "*", SearchOption.AllDirectories)) Inside(entry);
            return Path.GetRelativePath(root, real);
        }
    }

    private string Inside(string path)
    {
        var real = Real(path);
        var below = Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar;
        if (real == root || real.StartsWith(below, StringComparison.Ordinal)) return real;
        throw new Failure($"'{path}' lies outside '{root}', the folder that heed mcp was started in: only what is below can be read.");
    }

    /// <summary>Part by part, as the system does it: dots after links lead from where these lead to.</summary>
    private static string Real(string path)
    {
        var (real, links) = (Path.GetPathRoot(path)!, 0);
        var left = new Stack<string>();
        Push(path);
        while (left.TryPop(out var part))
        {
            if (part == ".") continue;
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? real;
                continue;
            }

            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks) throw new Failure($"'{path}' is a link that leads in a circle.");
            if (Path.IsPathRooted(target)) real = Path.GetPathRoot(target)!;
            Push(target);
        }

        return real;

        void Push(string whole)
        {
            var parts = whole[Path.GetPathRoot(whole)!.Length..].Split(
                [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
            foreach (var part in parts.Reverse()) left.Push(part);
        }
    }
}
