using System.Globalization;
using Heed.Architectures;

namespace Heed.Cli.Verbs;

/// <summary>Which words of the catalog are listed, and in which order.</summary>
internal static class WordFilter
{
    /// <summary>The usual order.</summary>
    public const string Family = "family";

    private const string Alone = "alone";

    /// <summary>All orders.</summary>
    public static string[] Orders { get; } = [Family, "id", "name", "year", "cost"];

    /// <summary>All stages, and what those words take that take none.</summary>
    public static IReadOnlyList<string> Stages { get; } =
        [.. Catalog.Families.SelectMany(f => f.Stages).Select(s => s.Name).Distinct(StringComparer.Ordinal), Alone];

    /// <summary>The stages that a word takes; none when it stands alone.</summary>
    public static IReadOnlyList<string> Taken(Entry word) =>
        [.. Expression.Parse(word.Card.Id).Terms.SelectMany(t => t.Stages).Select(s => s.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>The words of a stage, of some years, and of a model; null = of any.</summary>
    /// <exception cref="Failure">There is no such stage or model, or no such years.</exception>
    public static IEnumerable<Entry> Of(string? stage, string? years, string? model)
    {
        var found = Catalog.All.AsEnumerable();
        if (stage is not null) found = found.Where(Taking(stage));
        if (years is not null)
        {
            var (first, last) = Range(years);
            found = found.Where(e => e.Card.Cite?.Year >= first && e.Card.Cite?.Year <= last);
        }

        if (model is null) return found;
        var models = Catalog.Architectures.Where(a => model.Length > 0 && a.Id.StartsWith(model, StringComparison.Ordinal)).ToArray();
        var words = (models.Length > 0 ? models : [Architecture.Named(model)]).SelectMany(a => a.Words).ToHashSet(StringComparer.Ordinal);
        return found.Where(e => words.Contains(e.Card.Id));
    }

    /// <summary>The words in an order; those of one place by their ids.</summary>
    public static Entry[] Sorted(string order, IEnumerable<Entry> words) => [.. order switch
    {
        "name" => words.OrderBy(e => e.Card.Name, StringComparer.OrdinalIgnoreCase),
        "year" => words.OrderBy(e => e.Card.Cite?.Year ?? 0),
        "cost" => words.OrderBy(Growth),
        _ => words,
    }];

    /// <summary>How the time grows with the length of the text: the highest power of n in it.</summary>
    private static double Growth(Entry e) => e.Card.Cost.Time switch
    {
        var t when t.Contains("n²", StringComparison.Ordinal) => 2,
        var t when t.Contains("√n", StringComparison.Ordinal) => 1.5,
        var t when t.Contains("log n", StringComparison.Ordinal) => 1.1,
        _ => 1,
    };

    private static Func<Entry, bool> Taking(string stage)
    {
        if (!Stages.Contains(stage))
            throw new Failure($"There is no stage '{stage}'; did you mean '{Spelling.Nearest(stage, Stages)}'? "
                + $"There are: {string.Join(", ", Stages)}.");
        return e => Taken(e) is var taken && (stage == Alone ? taken.Count == 0 : taken.Contains(stage));
    }

    private static (int First, int Last) Range(string years)
    {
        var ends = years.Split("..");
        if (ends.Length <= 2 && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) && first <= last) return (first, last);
        throw new Failure($"--year must be a year such as 2017, or two with the earlier first such as 2014..2019, not '{years}'.");
    }
}
