using System.Globalization;
using System.Text.RegularExpressions;
using Heed.Models.Layers;

namespace Heed.Models.Alignments;

/// <summary>The alignments that a recurrent decoder may use, by name.</summary>
internal static partial class AlignmentNames
{
    private const int UsualReach = 10;
    private const int UsualPlaces = 64;

    /// <summary>The names of the model's own, with what may stand in parentheses.</summary>
    public static IReadOnlyList<string> Own { get; } =
        ["additive", "dot", "general", "concat", "location(places)", "local-m(reach, score)", "local-p(reach, score)", "monotonic"];

    /// <summary>
    /// Makes an alignment: one of the model's own, with or without Luong's name before it, or a mechanism of the catalog.
    /// </summary>
    /// <param name="text">Such as <c>local-p(5)</c> or <c>sparsemax + grouped-query</c>.</param>
    /// <param name="start">Draws the weights.</param>
    /// <param name="noise">What some alignments need while training.</param>
    /// <param name="query">The width of a state.</param>
    /// <param name="memory">The width of a memory.</param>
    /// <param name="hidden">The width of a score's hidden layer.</param>
    /// <param name="heads">Heads of a mechanism of the catalog.</param>
    /// <exception cref="ArgumentException">It cannot be read, or makes no sense there.</exception>
    public static Alignment Make(string text, Start start, Noise noise, long query, long memory, long hidden, int heads)
    {
        var match = Word().Match(text.Trim());
        var word = match.Success ? match.Groups["word"].Value : "";
        string[] given = match.Groups["given"].Success ? [.. match.Groups["given"].Value.Split(',').Select(g => g.Trim())] : [];
        var own = word is "additive" or "dot" or "general" or "concat" or "location" or "local-m" or "local-p" or "monotonic";
        if (own && heads != 1) throw new ArgumentException($"'{text}' has one head, so there cannot be {heads}");
        return word switch
        {
            "additive" or "dot" or "general" or "concat" => Without(given, new GlobalAlignment(Score(word))),
            "monotonic" => Without(given, new MonotonicAlignment(start, noise, query, memory, hidden)),
            "location" => new LocationAlignment(start, query, Number(given, 0, UsualPlaces, 1)),
            "local-m" or "local-p" => new LocalAlignment(start, Score(given.ElementAtOrDefault(1) ?? "general"),
                word == "local-p", Number(given, 1, UsualReach, word == "local-p" ? 1 : 0), query, hidden),
            _ => new CatalogAlignment(start, Catalogued(text), query, memory, heads),
        };

        AlignmentScore Score(string name) => name switch
        {
            "additive" or "concat" => new AdditiveScore(start, name, query, memory, hidden),
            "dot" => new DotScore(query, memory),
            "general" => new GeneralScore(start, query, memory),
            _ => throw new ArgumentException($"'{text}': no score '{name}'; there are additive, dot, general and concat"),
        };

        Alignment Without(string[] arguments, Alignment made) => arguments.Length == 0 ? made
            : throw new ArgumentException($"'{word}' takes no arguments, but '{text}' gives {arguments.Length}");

        int Number(string[] arguments, int more, int usual, int least)
        {
            if (arguments.Length > 1 + more)
                throw new ArgumentException($"'{word}' takes at most {1 + more} arguments, but '{text}' gives {arguments.Length}");
            if (arguments.Length == 0) return usual;
            return int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number
                : throw new ArgumentException($"'{text}': '{arguments[0]}' must be a whole number from {least} on");
        }
    }

    private static Mechanism Catalogued(string text)
    {
        try
        {
            return Expression.Parse(text).ToMechanism();
        }
        catch (ExpressionException e) when (e.UnknownWord is not null)
        {
            throw new ArgumentException($"no alignment '{text}': {e.Message}. A decoder's own alignments are {string.Join(", ", Own)}", e);
        }
    }

    [GeneratedRegex(@"^(?:luong-)?(?<word>[a-z\-]+)\s*(?:\(\s*(?<given>[^()]*?)\s*\))?$")]
    private static partial Regex Word();
}
