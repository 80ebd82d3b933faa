using Heed.Maps;
using Heed.Models.Text;

namespace Heed.Models;

/// <summary>Something that reads a text and can tell where it looked: an untrained layer, or a trained model.</summary>
public interface IReader
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="pieces">Its units; at least one.</param>
    /// <param name="unit">The name of the unit.</param>
    /// <returns>What every token of every head and layer read.</returns>
    AttentionMap Read(string text, IReadOnlyList<Piece> pieces, string unit);
}
