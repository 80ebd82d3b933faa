namespace Heed.Models.Text;

/// <summary>One unit of a text: what it shows, where it lies in the original text, and its number.</summary>
/// <param name="Text">
/// What the piece shows: the text it covers, or, for a token that holds only part of a character's UTF-8 bytes, those bytes in
/// hexadecimal between angle brackets, such as <c>&lt;F0 9F&gt;</c>.
/// </param>
/// <param name="Start">The first UTF-16 code unit of the original text that the piece covers, counted from 0.</param>
/// <param name="Length">How many UTF-16 code units it covers; a token that holds part of a character covers that whole character.</param>
/// <param name="Id">The token id of a byte-pair unit; else the rank at which this text first appeared in the split, counted from 0.</param>
public readonly record struct Piece(string Text, int Start, int Length, int Id)
{
    /// <summary>The first UTF-16 code unit after the piece.</summary>
    public int End => Start + Length;
}
