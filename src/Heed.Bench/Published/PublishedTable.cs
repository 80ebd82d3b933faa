using System.Reflection;
using System.Text.Json;
using Heed.Bench.Stores;

namespace Heed.Bench.Published;

/// <summary>A ranking that somebody else measured and published: one JSON file each in the folder of this class.</summary>
/// <param name="Id">The name of the file.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Source">Who published it, where.</param>
/// <param name="Caution">What keeps the numbers from being compared as numbers.</param>
/// <param name="Task">The id of our task that asks the same.</param>
/// <param name="Metric">The id of its metric; null = the one that mechanisms are ranked by.</param>
/// <param name="Condition">Under which condition; null = the one that counts.</param>
/// <param name="Better">Which numbers are good.</param>
/// <param name="Rows">Who got what.</param>
public sealed record PublishedTable(
    string Id, string Title, string Source, string Caution, string Task, string? Metric, string? Condition, Better Better,
    IReadOnlyList<PublishedRow> Rows)
{
    private const string Folder = "published/";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PublishedTable> All { get; } = [.. Read()];

    private static IEnumerable<PublishedTable> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var table = JsonSerializer.Deserialize<PublishedTable>(stream, BenchJson.Line)!;
            yield return table with { Id = Path.GetFileNameWithoutExtension(name[Folder.Length..]) };
        }
    }
}

/// <summary>One row of it.</summary>
/// <param name="Name">What it is called there.</param>
/// <param name="Mechanism">What it is called here; null when we have nothing of the kind.</param>
/// <param name="Value">The number.</param>
public sealed record PublishedRow(string Name, string? Mechanism, double Value)
{
    /// <summary>The canonical name of the contestant; null when the catalog does not have it.</summary>
    public string? Contestant
    {
        get
        {
            try
            {
                return Mechanism is null ? null : Bench.Contestant.Parse(Mechanism).Name;
            }
            catch (ExpressionException)
            {
                return null;
            }
        }
    }
}
