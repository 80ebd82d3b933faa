using System.Globalization;
using Heed.Bench.Published;

namespace Heed.Bench.Plans;

/// <summary>What people write to choose mechanisms, tasks, seeds and cells.</summary>
public static class Selection
{
    private const string FamilyPrefix = "family:";
    private const string Everything = "all";

    /// <summary>
    /// The mechanisms that a suite measures when none are named: all words of the catalog; for the standard suite those that a published
    /// table ranks, and the word of each hole that was published first.
    /// </summary>
    /// <param name="suite">The suite.</param>
    public static IReadOnlyList<string> Of(Suite suite) => suite == Suite.Standard
        ? [.. PublishedTable.All.SelectMany(t => t.Rows).Select(r => r.Contestant).OfType<string>().Concat(Oldest())
            .Distinct(StringComparer.Ordinal)]
        : [.. Catalog.All.Select(e => e.Card.Id)];

    private static IEnumerable<string> Oldest() =>
        from entry in Catalog.All
        where entry.Card.Cite is not null
        group entry by string.Join(", ", Expression.Parse(entry.Card.Id).Terms.Single().Stages.Select(h => h.Name)) into fills
        select fills.MinBy(e => (e.Card.Cite!.Year, e.Card.Id))!.Card.Id;

    /// <summary>The seeds that a suite uses when none are named.</summary>
    /// <param name="suite">The suite.</param>
    public static IReadOnlyList<int> Seeds(Suite suite) => suite == Suite.Quick ? [1] : [1, 2, 3];

    /// <summary>Reads expressions separated by commas; <c>family:recurrent</c> stands for a family, <c>all</c> for the catalog.</summary>
    /// <param name="text">What was written.</param>
    /// <exception cref="ArgumentException">A mechanism or family is unknown; the message names the nearest.</exception>
    public static IReadOnlyList<string> Mechanisms(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = Items(text).SelectMany(Read).Distinct(StringComparer.Ordinal).ToArray();
        return names.Length > 0 ? names : throw new ArgumentException("No mechanisms are named.");

        static IEnumerable<string> Read(string item) => item == Everything ? Catalog.All.Select(e => e.Card.Id)
            : item.StartsWith(FamilyPrefix, StringComparison.Ordinal) ? OfFamily(item[FamilyPrefix.Length..])
            : [Contestant.Parse(item).Name];
    }

    /// <summary>Reads the ids of tasks separated by commas.</summary>
    /// <param name="text">What was written.</param>
    public static IReadOnlyList<string> Tasks(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.Ordinal).ToArray();
        return ids.Length > 0 ? ids : throw new ArgumentException("No tasks are named.");
    }

    /// <summary>Reads seeds: numbers separated by commas, and stretches such as <c>1..5</c>.</summary>
    /// <param name="text">What was written.</param>
    /// <exception cref="ArgumentException">It cannot be read.</exception>
    public static IReadOnlyList<int> Seeds(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        const int Most = 1000;
        var seeds = text.Split(',', StringSplitOptions.TrimEntries).SelectMany(item => item.Split("..") switch
        {
            [var one] when Whole(one, out var seed) => [seed],
            [var first, var last] when Whole(first, out var a) && Whole(last, out var b) && a <= b && b - a < Most =>
                Enumerable.Range(a, b - a + 1),
            _ => throw new ArgumentException($"Cannot read the seed '{item}': give whole numbers from 0, separated by commas, "
                + "or a stretch such as 1..5."),
        });
        return [.. seeds.Distinct()];

        static bool Whole(string digits, out int number) =>
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The task of that id.</summary>
    internal static BenchTask Task(string id, IReadOnlyList<BenchTask> known) => known.FirstOrDefault(t => t.Id == id)
        ?? throw new ArgumentException($"Unknown task '{id}'; did you mean '{Spelling.Nearest(id, known.Select(t => t.Id))}'?");

    /// <summary>A cell of a plan's file as a cell.</summary>
    internal static Cell Check(PlannedCell cell, int place, IReadOnlyList<BenchTask> known)
    {
        try
        {
            if (cell is not { Task: not null, Mechanism: not null, Size: not null })
                throw new ArgumentException("A cell has a task, a mechanism, a size and a seed.");
            var task = Task(cell.Task, known);
            return new(task.Id, task.Version, Contestant.Parse(cell.Mechanism).Name, Size(task, cell.Size), cell.Seed);
        }
        catch (ExpressionException e)
        {
            throw new ArgumentException($"Cell {place} of the plan has '{e.Text}'. {e.Reason}");
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"Cell {place} of the plan is wrong. {e.Message}");
        }
    }

    /// <summary>A size, when the task can have it; what it leaves out is as in the task's smallest suite.</summary>
    internal static TaskSize Size(BenchTask task, TaskSize given)
    {
        var usual = Enum.GetValues<Suite>().SelectMany(task.Sizes).First();
        var size = usual.Names.Except(given.Names).Aggregate(given, (s, name) => s.With(name, usual.Number(name)));
        if (size.Names.FirstOrDefault(n => !usual.Names.Contains(n)) is { } odd)
            throw new ArgumentException($"'{task.Id}' has no size '{odd}'; did you mean '{Spelling.Nearest(odd, usual.Names)}'?");
        if (size.Names.FirstOrDefault(n => size.Number(n) < 0) is { } negative)
            throw new ArgumentException($"The size '{negative}' of '{task.Id}' is {size.Number(negative)}, less than nothing.");
        return task.Impossible(size) is { } why ? throw new ArgumentException($"'{task.Id}' cannot have the size {size}: {why}.") : size;
    }

    private static IEnumerable<string> OfFamily(string name)
    {
        var families = Catalog.Families.ToDictionary(f => f.Name);
        return families.TryGetValue(name, out var family) ? Catalog.All.Where(e => e.Mechanism.Family == family).Select(e => e.Card.Id)
            : throw new ArgumentException($"Unknown family '{name}'; did you mean '{Spelling.Nearest(name, families.Keys)}'?");
    }

    /// <summary>At commas that stand in no parentheses.</summary>
    private static IEnumerable<string> Items(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length) depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (i < text.Length && (text[i] != ',' || depth > 0)) continue;
            if (text[start..i].Trim() is { Length: > 0 } item) yield return item;
            start = i + 1;
        }
    }
}
