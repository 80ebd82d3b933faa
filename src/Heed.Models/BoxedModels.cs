namespace Heed.Models;

/// <summary>The small trained models that come with this library: folders that <see cref="Checkpoints.ModelFolder"/> opens.</summary>
public static class BoxedModels
{
    private static readonly string Box = Path.Combine(AppContext.BaseDirectory, "heed-models");

    /// <summary>Their names, in order; none where the folder <c>heed-models</c> was not copied beside the program.</summary>
    public static IReadOnlyList<string> Names { get; } = Directory.Exists(Box)
        ? [.. Directory.EnumerateDirectories(Box).Where(d => File.Exists(Path.Combine(d, "model.json"))).Select(d => Path.GetFileName(d))
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The folder of a model.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such model; the message names those that there are.</exception>
    public static string Folder(string name) => Names.Contains(name) ? Path.Combine(Box, name)
        : throw new ArgumentException(Names.Count > 0
            ? $"There is no model '{name}' in the box; there are {string.Join(", ", Names)}."
            : $"There is no model '{name}': the box should be the folder '{Box}'. Copy it together with the program.", nameof(name));
}
