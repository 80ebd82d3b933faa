namespace Heed.Fuzz;

/// <summary>A file for readers that take the name of one; each thread has its own.</summary>
internal static class Scratch
{
    [ThreadStatic]
    private static string? folder;

    /// <summary>A folder of this thread.</summary>
    public static string Folder => folder ??= Directory.CreateTempSubdirectory("heed-fuzz-").FullName;

    /// <summary>Writes a file, and gives its path.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="bytes">What is in it.</param>
    public static string Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(Folder, name);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 0);
        file.Write(bytes);
        return path;
    }

    /// <summary>Removes the folder of this thread.</summary>
    public static void Remove()
    {
        if (folder is not null) Directory.Delete(folder, recursive: true);
        folder = null;
    }
}
