namespace Heed.Models.Text;

/// <summary>Pieces of one text, each distinct text numbered by the order in which it first appears.</summary>
internal sealed class NumberedPieces(string text)
{
    private readonly List<Piece> pieces = [];
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);

    public IReadOnlyList<Piece> Pieces => pieces;

    public void Add(int start, int end)
    {
        var covered = text[start..end];
        if (!ids.TryGetValue(covered, out var id))
        {
            id = ids.Count;
            ids.Add(covered, id);
        }

        pieces.Add(new Piece(covered, start, end - start, id));
    }
}
