using System.Text.RegularExpressions;
using Heed.Models.Layers;
using Heed.Pairwise;

namespace Heed.Models.Alignments;

/// <summary>The alignments that a recurrent decoder may use: expressions of the catalog.</summary>
internal static partial class AlignmentNames
{
    private const string Luong = "luong-";

    /// <summary>What Luong's decoder had where a word that leaves out his name says nothing.</summary>
    private static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal) { ["D"] = "10", ["score"] = "general" };

    /// <summary>The words that were made for decoders.</summary>
    public static IReadOnlyList<string> OfDecoders => [.. Catalog.All.Where(e => e.Card.OfDecoders).Select(e => e.Card.Id)];

    /// <summary>
    /// Makes an alignment. A word that was made for decoders reads states and memories as they are; any other expression gets maps for
    /// queries, keys, values and output.
    /// </summary>
    /// <param name="text">Such as <c>luong-local-p(5)</c> or <c>sparsemax + grouped-query</c>.</param>
    /// <param name="start">Draws the weights.</param>
    /// <param name="noise">What some alignments need while training.</param>
    /// <param name="width">The width of a state and of a memory.</param>
    /// <param name="heads">Heads, where an expression may have several.</param>
    /// <exception cref="ArgumentException">It cannot be read, or makes no sense there.</exception>
    public static Alignment Make(string text, Start start, Noise noise, long width, int heads)
    {
        var expression = Parse(text);
        var mechanism = expression.ToMechanism();
        if (expression.Terms is not [{ Entry.Card.OfDecoders: true } word]) return new CatalogAlignment(start, mechanism, width, heads);
        if (heads != 1) throw new ArgumentException($"'{text}' has one head, so there cannot be {heads}.");
        var window = mechanism.Visible(1, 1) is null ? null : mechanism;
        Part[] parts = [.. expression.Parts.Where(p => window is null || p.Stage != PairwiseFamily.Mask)];
        var seeing = window is null ? mechanism : mechanism.Family.Compose(parts);
        var score = parts is [Score only] && !IsScaled(word) ? PreparedScore.Of(start, only, StateAlignment.SizesOf(seeing, width)) : null;
        return score is null ? new StateAlignment(start, noise, mechanism.Name, seeing, parts, width) { Window = window }
            : new PreparedAlignment(mechanism.Name, seeing, score) { Window = window };
    }

    /// <summary>
    /// How to write the attention of a model that was trained when Luong's words meant the same with his name and without it; null where
    /// that makes no difference.
    /// </summary>
    /// <param name="text">The attention that its description names.</param>
    public static string? Formerly(string? text) => text is not null && text.StartsWith(Luong, StringComparison.Ordinal)
        && WithName(text[Luong.Length..]) is { } meant && !Expression.Parse(meant).Equals(Expression.Parse(text)) ? meant : null;

    private static bool IsScaled(Term word) =>
        word.Entry.Parameters.Zip(word.Values).Any(p => p.First.Name == "scale" && !Equals(p.First.Default, p.Second));

    private static Expression Parse(string text)
    {
        try
        {
            return Expression.Parse(text);
        }
        catch (ExpressionException e) when (e.UnknownWord is not null)
        {
            if (WithName(text) is { } known) return Expression.Parse(known);
            throw new ArgumentException(
                $"There is no alignment '{text}'. {e.Reason} The words made for decoders are {string.Join(", ", OfDecoders)}.", e);
        }
    }

    /// <summary>A word of Luong's that was written without his name, with what his decoder usually had; null when there is none.</summary>
    private static string? WithName(string text)
    {
        var match = Word().Match(text.Trim());
        if (!match.Success || Catalog.Find(Luong + match.Groups["word"].Value) is not { } entry) return null;
        var given = match.Groups["given"] is { Success: true, Value.Length: > 0 } list ? list.Value.Split(',') : [];
        var rest = entry.Parameters.Skip(given.Length).Where(p => Usual.ContainsKey(p.Name)).Select(p => $"{p.Name}={Usual[p.Name]}");
        string[] all = [.. given, .. rest];
        return all.Length == 0 ? entry.Card.Id : $"{entry.Card.Id}({string.Join(", ", all)})";
    }

    [GeneratedRegex(@"^(?<word>[a-z\-]+)\s*(?:\(\s*(?<given>[^()=]*?)\s*\))?$")]
    private static partial Regex Word();
}
