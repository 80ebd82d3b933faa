using System.Text.Json;
using System.Text.RegularExpressions;
using Heed;

namespace Repository.Tests;

/// <summary>What the catalog says can be looked up, and its numbers are somebody else's too.</summary>
public sealed class CatalogTests
{
    private const string Golden = "tests/Golden";

    private static IEnumerable<string> Golds =>
        Tree.Files.Where(f => f.StartsWith(Golden + "/", StringComparison.Ordinal) && f.EndsWith(".json", StringComparison.Ordinal));

    [Fact]
    public void Ids_are_unique_and_in_order()
    {
        var ids = Catalog.All.Select(e => e.Card.Id).ToArray();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void Every_citation_can_be_found() =>
        Tree.AssertNone(Catalog.All.Where(e => e.Card.Cite is { } cite
            && !Regex.IsMatch(cite.Reference, @"^arXiv:\d{4}\.\d{4,5}$|^(doi:)?10\.\d{4,}/\S+$|^[\w\-]+(\.[\w\-]+)+/\S*$|^https://\S+$"))
            .Select(e => $"{e.Card.Id}: {e.Card.Cite}"));

    [Fact]
    public void Every_golden_file_is_for_words_that_there_are() =>
        Tree.AssertNone(Golds.SelectMany(file => WordsOf(file)
            .Where(word => Catalog.Find(word) is null && Heed.Cells.Cell.Find(word) is null).Select(word => $"{file}: '{word}'")));

    [Fact]
    public void Golden_numbers_say_where_they_come_from() =>
        Tree.AssertNone(from file in Golds
                        let root = JsonDocument.Parse(Tree.Read(file)).RootElement
                        where !root.TryGetProperty("source", out _) || !root.TryGetProperty("paper", out _)
                        select $"{file} names no source or no paper");

    private static IEnumerable<string> WordsOf(string file)
    {
        using var json = JsonDocument.Parse(Tree.Read(file));
        return Regex.Matches(json.RootElement.GetProperty("id").GetString()!, @"[a-z][a-z0-9\-]*(?![a-z0-9\-=])")
            .Select(m => m.Value).ToArray();
    }
}
