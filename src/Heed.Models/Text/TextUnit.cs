using System.Text;

namespace Heed.Models.Text;

/// <summary>A way to cut a text into the units that attend to one another.</summary>
public abstract class TextUnit
{
    private protected TextUnit()
    {
    }

    /// <summary>The name by which <see cref="TextUnits.Find"/> knows the unit.</summary>
    public abstract string Name { get; }

    /// <summary>One sentence on what a unit is.</summary>
    public abstract string Summary { get; }

    /// <summary>Cuts a text into pieces, in the order of the text; empty text gives none.</summary>
    /// <param name="text">Any well-formed UTF-16 text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="text"/> holds half a surrogate pair; the message names its index.</exception>
    public IReadOnlyList<Piece> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        RefuseLoneSurrogates(text);
        return text.Length == 0 ? [] : Cut(text);
    }

    /// <summary>Cuts a text that is known to be well formed and not empty.</summary>
    private protected abstract IReadOnlyList<Piece> Cut(string text);

    private static void RefuseLoneSurrogates(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (!Rune.TryGetRuneAt(text, at, out _))
            {
                throw new ArgumentException(
                    $"The text has half a surrogate pair, U+{(int)text[at]:X4}, at index {at}: it is no character. "
                        + "Remove it or restore its other half.",
                    nameof(text));
            }

            at++;
        }
    }
}
