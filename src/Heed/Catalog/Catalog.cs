using System.Reflection;
using Heed.Architectures;
using Heed.Laws;
using Heed.Layers;
using Heed.Relations;

namespace Heed;

/// <summary>
/// Every word that an expression may use, every law and every relation: collected from the classes when an assembly is compiled.
/// </summary>
public static class Catalog
{
    private static readonly Lock Changing = new();
    private static Words words = Words.None.And(new Generated.Heed());

    /// <summary>All families, in the order in which they are shown.</summary>
    public static IReadOnlyList<Family> Families => words.Families;

    /// <summary>All words, in the order of their ids.</summary>
    public static IReadOnlyList<Entry> All => words.Plain;

    /// <summary>All rules with what their authors put round them, in the order of their ids, such as <c>layer:gla</c>.</summary>
    public static IReadOnlyList<Entry> Layers => words.Layers;

    /// <summary>All laws, in the order in which they are shown.</summary>
    public static IReadOnlyList<Law> Laws => words.Laws;

    /// <summary>All relations between mechanisms.</summary>
    public static IReadOnlyList<Relation> Relations => words.Relations;

    /// <summary>All published models, in the order of their years and ids.</summary>
    public static IReadOnlyList<Architecture> Architectures => words.Architectures;

    /// <summary>Adds the words of another assembly: from then on expressions know them. Adding it twice changes nothing.</summary>
    /// <param name="assembly">An assembly that was compiled with Heed's generator.</param>
    /// <exception cref="ArgumentException">It has no words, or a word of it is already taken.</exception>
    public static void With(Assembly assembly)
    {
        var source = assembly.GetCustomAttribute<WordSourceAttribute>()?.Source
            ?? throw new ArgumentException($"'{assembly.GetName().Name}' has no words: it was not compiled with Heed's generator, "
                + "or has no cataloged class.", nameof(assembly));
        lock (Changing)
        {
            if (words.Sources.Contains(source)) return;
            words = words.And((IWordSource)Activator.CreateInstance(source)!);
        }
    }

    /// <summary>The word of that id, or null.</summary>
    /// <param name="id">Such as <c>alibi</c>.</param>
    public static Entry? Find(string id) => words.ById.GetValueOrDefault(id);

    /// <summary>The known id that is nearest to a misspelt one.</summary>
    /// <param name="word">What was written.</param>
    public static string Nearest(string word) =>
        Spelling.Nearest(word, (IsLayer(word) ? words.Layers : words.Plain).Select(e => e.Card.Id))!;

    private static bool IsLayer(string id) => id.StartsWith(PublishedLayer.Prefix, StringComparison.Ordinal);

    /// <summary>What is known at one time.</summary>
    private sealed record Words(Type[] Sources, Family[] Families, Entry[] Entries, Law[] Laws, Relation[] Relations,
        Architecture[] Architectures)
    {
        public static Words None { get; } = new([], [], [], [], [], []);

        public Entry[] Plain { get; } = [.. Entries.Where(e => !IsLayer(e.Card.Id))];

        public Entry[] Layers { get; } = [.. Entries.Where(e => IsLayer(e.Card.Id))];

        public Dictionary<string, Entry> ById { get; } = Entries.ToDictionary(e => e.Card.Id, StringComparer.Ordinal);

        public Words And(IWordSource more)
        {
            var entries = Entries.Concat(more.Words).OrderBy(e => e.Card.Id, StringComparer.Ordinal).ToArray();
            if (entries.GroupBy(e => e.Card.Id).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw new ArgumentException(
                    $"{string.Join(" and ", twice.Select(e => e.Type))} both have the id '{twice.Key}'.", nameof(more));
            return new(
                [.. Sources, more.GetType()],
                [.. Families.Concat(more.Families).OrderBy(f => f.Order)],
                entries,
                [.. Laws.Concat(more.Laws).OrderBy(l => l.Order)],
                [.. Relations.Concat(more.Relations).OrderBy(r => r.Id, StringComparer.Ordinal)],
                [.. Architectures.Concat(more.Architectures).OrderBy(a => a.Cite.Year).ThenBy(a => a.Id, StringComparer.Ordinal)]);
        }
    }
}
