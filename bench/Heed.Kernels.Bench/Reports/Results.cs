namespace Heed.Kernels.Bench;

/// <summary>The files of a machine under bench/results: numbers to compute with, and a page to read.</summary>
internal static class Results
{
    /// <summary>The folder of the repository, found above the program.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    /// <summary>Keeps outcomes: those of the same case are replaced, others stay. Each file is whole at any time.</summary>
    /// <param name="name">Of the files, without ending.</param>
    /// <param name="outcomes">What was measured.</param>
    /// <returns>The page.</returns>
    /// <exception cref="FormatException">The file that is there was not written by this program.</exception>
    public static string Save(string name, IReadOnlyList<Outcome> outcomes)
    {
        var path = Path.Combine(Root, "bench", "results", Machine.Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var all = Joined(File.Exists(path + ".csv") ? Old(path + ".csv") : [], outcomes);
        Write(path + ".csv", Csv.Write(all));
        Write(path + ".md", Page.Of(name, all));
        return path + ".md";
    }

    /// <summary>Writes a file beside its place and then puts it there.</summary>
    public static void Write(string path, string text)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The newer ones in the places of the older, and what is new after them.</summary>
    public static IReadOnlyList<Outcome> Joined(IReadOnlyList<Outcome> older, IReadOnlyList<Outcome> newer)
    {
        var by = newer.ToDictionary(o => o.Case.Name);
        var known = older.Select(o => o.Case.Name).ToHashSet();
        return [.. older.Select(o => by.GetValueOrDefault(o.Case.Name, o)), .. newer.Where(o => !known.Contains(o.Case.Name))];
    }

    private static IReadOnlyList<Outcome> Old(string path)
    {
        try
        {
            return Csv.Read(File.ReadAllText(path));
        }
        catch (FormatException e)
        {
            throw new FormatException($"{path} cannot be added to. {e.Message} Move it away and run again.");
        }
    }

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "Heed.slnx"))
        ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Above(parent) : Environment.CurrentDirectory;
}
