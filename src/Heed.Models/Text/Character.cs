namespace Heed.Models.Text;

/// <summary>
/// Every character as a reader counts them: extended grapheme clusters, so an emoji with its skin tone or joined family, a flag, a
/// letter with its combining marks and a CR LF each stay whole. White space counts. The pieces cover the text without a gap.
/// </summary>
public sealed class Character : TextUnit
{
    /// <inheritdoc/>
    public override string Name => "character";

    /// <inheritdoc/>
    public override string Summary => "Characters as a reader counts them: an emoji, a flag or an accented letter is one.";

    private protected override IReadOnlyList<Piece> Cut(string text)
    {
        var pieces = new NumberedPieces(text);
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = Cluster.End(text, start);
            pieces.Add(start, end);
        }

        return pieces.Pieces;
    }
}
