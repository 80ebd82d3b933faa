using Heed.Models.Text;

namespace Heed.Models.Data;

/// <summary>How a text is cut into the symbols of a model, and how symbols are put together to a text again.</summary>
/// <param name="Id">The name by which a saved model finds it again.</param>
/// <param name="Cut">A text's symbols.</param>
/// <param name="Join">The text of symbols.</param>
public sealed record Segmentation(string Id, Func<string, string[]> Cut, Func<IReadOnlyList<string>, string> Join)
{
    /// <summary>Every character as a reader counts them, spaces too.</summary>
    public static Segmentation Characters { get; } = new("characters",
        text => [.. new Character().Split(text).Select(p => p.Text)], string.Concat);

    /// <summary>What white space separates: words, or the phonemes of a pronunciation.</summary>
    public static Segmentation Words { get; } = new("words", text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        symbols => string.Join(' ', symbols));

    /// <summary>The letters of a word, all upper case, as in a pronouncing dictionary.</summary>
    public static Segmentation Letters { get; } = new("letters",
        text => [.. text.Trim().ToUpperInvariant().Select(c => c.ToString())], string.Concat);

    /// <summary>All ways to cut.</summary>
    public static IReadOnlyList<Segmentation> All { get; } = [Characters, Words, Letters, EnglishNumber.Segmentation,
        GermanNumber.Segmentation, FrenchNumber.Segmentation];

    /// <summary>The segmentation of that name.</summary>
    /// <param name="id">Such as <c>characters</c>.</param>
    /// <exception cref="ArgumentException">There is none; the message lists all.</exception>
    public static Segmentation Named(string id) => All.FirstOrDefault(s => s.Id == id)
        ?? throw new ArgumentException($"Unknown spelling '{id}'; there are: {string.Join(", ", All.Select(s => s.Id))}.", nameof(id));
}
