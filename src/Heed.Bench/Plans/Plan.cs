using System.Text;
using System.Text.Json;
using Heed.Bench.Stores;
using Heed.Models;

namespace Heed.Bench.Plans;

/// <summary>Which cells are to be run, in the order of the plan.</summary>
/// <param name="Name">The suite, or what the plan calls itself.</param>
/// <param name="Cells">The cells, none twice.</param>
public sealed record Plan(string Name, IReadOnlyList<Cell> Cells)
{
    private const int Format = 1;

    /// <summary>The cells of a suite.</summary>
    /// <param name="suite">Which sizes, and which mechanisms and seeds unless others are named.</param>
    /// <param name="mechanisms">What to measure; null = what the suite measures. Anchors are added.</param>
    /// <param name="tasks">By what; null = all of the suite's.</param>
    /// <param name="seeds">Seeds; null = the suite's.</param>
    /// <param name="known">The tasks that there are; null = all of this library.</param>
    /// <exception cref="ArgumentException">A task is unknown, or not of this suite.</exception>
    public static Plan Of(Suite suite, IEnumerable<string>? mechanisms = null, IEnumerable<string>? tasks = null,
        IEnumerable<int>? seeds = null, IReadOnlyList<BenchTask>? known = null)
    {
        known ??= TaskCatalog.All;
        var chosenTasks = tasks is null ? [.. known.Where(t => t.Sizes(suite).Count > 0)]
            : tasks.Select(id => Selection.Task(id, known)).ToArray();
        var contestants = Anchor.All.Select(a => a.Mechanism).Concat(mechanisms ?? Selection.Of(suite))
            .Select(m => Contestant.Parse(m).Name).Distinct(StringComparer.Ordinal).ToArray();
        var chosenSeeds = seeds?.Distinct().ToArray() ?? Selection.Seeds(suite);
        var cells = from task in chosenTasks
                    from size in SizesOf(task, suite)
                    from mechanism in contestants
                    from seed in chosenSeeds
                    select new Cell(task.Id, task.Version, mechanism, size, seed);
        return new(Spelling.Kebab(suite.ToString()), [.. cells.Distinct()]);
    }

    /// <summary>Reads a plan and checks it.</summary>
    /// <param name="json">What <see cref="ToJson"/> wrote, or a person.</param>
    /// <param name="known">The tasks that there are; null = all of this library.</param>
    /// <exception cref="FormatException">It is no plan.</exception>
    /// <exception cref="ArgumentException">
    /// A task or mechanism is unknown, or a size is impossible; the message says which cell.
    /// </exception>
    public static Plan FromJson(string json, IReadOnlyList<BenchTask>? known = null)
    {
        PlanFile file;
        try
        {
            file = JsonSerializer.Deserialize<PlanFile>(json, BenchJson.Indented) ?? throw new FormatException("The plan is null.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new FormatException($"This is not a plan. {(e is JsonException fault ? JsonFault.Words(fault) : e.Message)}", e);
        }

        if (file.HeedPlan != Format)
            throw new FormatException($"The plan is of format {file.HeedPlan}, and this program reads format {Format}.");
        if (file.Cells is not { Count: > 0 }) throw new FormatException("The plan has no cells.");
        return new(file.Name ?? "plan",
            [.. file.Cells.Select((cell, i) => Selection.Check(cell, i + 1, known ?? TaskCatalog.All)).Distinct()]);
    }

    /// <summary>The plan as JSON, one cell after the other.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new PlanFile(Format, Name, [.. Cells.Select(c => new PlannedCell(c.Task, c.Mechanism, c.Size, c.Seed))]),
        BenchJson.Indented) + "\n";

    /// <summary>Writes the plan to a file, which appears whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ToJson())));

    private static IReadOnlyList<TaskSize> SizesOf(BenchTask task, Suite suite) => task.Sizes(suite) is { Count: > 0 } sizes ? sizes
        : throw new ArgumentException($"The suite '{Spelling.Kebab(suite.ToString())}' does not run the task '{task.Id}'; {Others(task)}.");

    private static string Others(BenchTask task) =>
        string.Join(" and ", Enum.GetValues<Suite>().Where(s => task.Sizes(s).Count > 0)
            .Select(s => $"--suite {Spelling.Kebab(s.ToString())}")) is { Length: > 0 } others ? $"it belongs to {others}"
            : "no suite does";
}

/// <summary>A plan as it stands in a file.</summary>
internal sealed record PlanFile(int HeedPlan, string? Name, IReadOnlyList<PlannedCell> Cells);

/// <summary>A cell as it stands in a plan's file.</summary>
internal sealed record PlannedCell(string Task, string Mechanism, TaskSize Size, int Seed);
