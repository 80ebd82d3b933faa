namespace Heed.Files;

/// <summary>Names of files that are being written, and what killed programs left of them.</summary>
internal static class Leftovers
{
    /// <summary>No file takes so long to write; a younger one may be another program's.</summary>
    private static readonly TimeSpan Old = TimeSpan.FromHours(1);

    /// <summary>A name beside a file, to write it under before it is renamed. What was left there under such names is removed.</summary>
    /// <param name="path">The full path of the file.</param>
    public static string Beside(string path)
    {
        var (folder, start) = (Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.");
        var temporary = Path.Combine(folder, start + Path.GetRandomFileName());
        if (!Directory.Exists(folder)) return temporary;
        try
        {
            foreach (var left in new DirectoryInfo(folder).EnumerateFiles(".*"))
            {
                if (left.Name.StartsWith(start, StringComparison.Ordinal) && left.FullName.Length == temporary.Length
                    && DateTime.UtcNow - left.LastWriteTimeUtc > Old) left.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be removed does no harm.
        }

        return temporary;
    }
}
