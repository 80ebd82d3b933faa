namespace Heed.Bench;

/// <summary>Every task: collected from the classes when this library is compiled.</summary>
public static partial class TaskCatalog
{
    /// <summary>All tasks, by question and id.</summary>
    public static IReadOnlyList<BenchTask> All { get; } = [.. Found().OrderBy(t => t.Question).ThenBy(t => t.Id, StringComparer.Ordinal)];

    /// <summary>The task of that id.</summary>
    /// <param name="id">Such as <c>mqar</c>.</param>
    /// <exception cref="ArgumentException">There is none; the message names the nearest.</exception>
    public static BenchTask Named(string id) => All.FirstOrDefault(t => t.Id == id)
        ?? throw new ArgumentException($"Unknown task '{id}'; did you mean '{Spelling.Nearest(id, All.Select(t => t.Id))}'?");

    private static partial IEnumerable<BenchTask> Found();
}
