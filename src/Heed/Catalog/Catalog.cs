using Heed.Laws;
using Heed.Relations;

namespace Heed;

/// <summary>Every word that an expression may use, every law and every relation: collected from the classes when Heed is compiled.</summary>
public static partial class Catalog
{
    /// <summary>All words, in the order of their ids.</summary>
    public static IReadOnlyList<Entry> All { get; } = [.. Entries().OrderBy(e => e.Card.Id, StringComparer.Ordinal)];

    /// <summary>All laws, in the order in which they are shown.</summary>
    public static IReadOnlyList<Law> Laws { get; } = [.. FoundLaws().OrderBy(l => l.Order)];

    /// <summary>All relations between mechanisms.</summary>
    public static IReadOnlyList<Relation> Relations { get; } = [.. FoundRelations().OrderBy(r => r.Id, StringComparer.Ordinal)];

    private static readonly Dictionary<string, Entry> ById = All.ToDictionary(e => e.Card.Id, StringComparer.Ordinal);

    /// <summary>The word of that id, or null.</summary>
    /// <param name="id">Such as <c>alibi</c>.</param>
    public static Entry? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The known id that is nearest to a misspelt one.</summary>
    /// <param name="word">What was written.</param>
    public static string Nearest(string word) => Spelling.Nearest(word, ById.Keys)!;

    private static partial IEnumerable<Entry> Entries();

    private static partial IEnumerable<Law> FoundLaws();

    private static partial IEnumerable<Relation> FoundRelations();
}
