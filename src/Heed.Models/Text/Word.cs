namespace Heed.Models.Text;

/// <summary>Words and punctuation. White space separates and belongs to no piece.</summary>
/// <remarks>
/// A word is a run of letters and numbers with their combining marks; an apostrophe (' or ’) between two of them belongs to it, as in
/// <c>don't</c>. Chinese characters, Japanese kana and Bopomofo are written without spaces, so each is a word of its own; Korean
/// Hangul is written with spaces and forms runs; so do Thai, Lao, Khmer and Burmese, whose words only a dictionary could part.
/// Everything else - punctuation, underscores, symbols, emoji, control characters - is a piece of its own, one grapheme cluster each.
/// </remarks>
public sealed class Word : TextUnit
{
    /// <inheritdoc/>
    public override string Name => "word";

    /// <inheritdoc/>
    public override string Summary => "Words, and punctuation marks on their own; white space separates and is no unit.";

    private protected override IReadOnlyList<Piece> Cut(string text)
    {
        var pieces = new NumberedPieces(text);
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = Cluster.End(text, start);
            var kind = Cluster.Kind(text.AsSpan(start..end));
            if (kind == ClusterKind.Space)
                continue;
            if (kind == ClusterKind.Letter)
                end = EndOfWord(text, end);
            pieces.Add(start, end);
        }

        return pieces.Pieces;
    }

    private static int EndOfWord(string text, int end)
    {
        while (TryLetter(text, end, out var next) || (IsApostrophe(text, end) && TryLetter(text, end + 1, out next)))
            end = next;
        return end;
    }

    private static bool TryLetter(string text, int start, out int end)
    {
        end = start < text.Length ? Cluster.End(text, start) : start;
        return end > start && Cluster.Kind(text.AsSpan(start..end)) == ClusterKind.Letter;
    }

    private static bool IsApostrophe(string text, int at) =>
        at < text.Length && text[at] is '\'' or '’' && Cluster.End(text, at) == at + 1;
}
