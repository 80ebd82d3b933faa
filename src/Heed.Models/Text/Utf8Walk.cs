using System.Text;

namespace Heed.Models.Text;

/// <summary>Walks a text by its UTF-8 bytes and knows at each step which UTF-16 code units they come from.</summary>
internal sealed class Utf8Walk(string text)
{
    private int at;
    private int taken; // bytes already taken of the character that starts at `at`

    /// <summary>Takes the next bytes of the text as one token; it covers every character it touches.</summary>
    public Piece Take(int id, ReadOnlySpan<byte> bytes)
    {
        var (start, end, whole) = (at, at, taken == 0);
        for (var left = bytes.Length; left > 0;)
        {
            var rune = Rune.GetRuneAt(text, at);
            var step = Math.Min(left, rune.Utf8SequenceLength - taken);
            left -= step;
            taken += step;
            end = at + rune.Utf16SequenceLength;
            if (taken == rune.Utf8SequenceLength)
                (at, taken) = (end, 0);
        }

        whole &= taken == 0;
        return new Piece(whole ? text[start..end] : Hex(bytes), start, end - start, id);
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => $"<{BitConverter.ToString(bytes.ToArray()).Replace('-', ' ')}>";
}
