using System.Globalization;
using System.Text;

namespace Heed.Models.Text;

/// <summary>Extended grapheme clusters: what a reader takes for one character.</summary>
internal static class Cluster
{
    /// <summary>The end of the cluster that starts at <paramref name="start"/>.</summary>
    public static int End(string text, int start) => start + StringInfo.GetNextTextElementLength(text.AsSpan(start));

    public static ClusterKind Kind(ReadOnlySpan<char> cluster)
    {
        if (cluster.IsWhiteSpace())
            return ClusterKind.Space;

        var kind = ClusterKind.Symbol;
        foreach (var rune in cluster.EnumerateRunes())
        {
            // A digit inside a keycap is an emoji, not part of a number.
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.EnclosingMark)
                return ClusterKind.Symbol;
            if (kind == ClusterKind.Symbol && (Rune.IsLetter(rune) || Rune.IsNumber(rune)))
                kind = IsIdeograph(rune.Value) ? ClusterKind.Ideograph : ClusterKind.Letter;
        }

        return kind;
    }

    private static bool IsIdeograph(int rune) => rune
        is (>= 0x2E80 and <= 0x2FDF) // radicals
        or (>= 0x3005 and <= 0x3007) // iteration mark, closing mark, zero
        or (>= 0x3021 and <= 0x312F) // Hangzhou numerals, Hiragana, Katakana, Bopomofo
        or (>= 0x3190 and <= 0x31FF) // Kanbun, Bopomofo and Katakana extensions
        or (>= 0x3400 and <= 0x4DBF) // Han, extension A
        or (>= 0x4E00 and <= 0x9FFF) // Han
        or (>= 0xF900 and <= 0xFAFF) // Han, compatibility
        or (>= 0xFF66 and <= 0xFF9F) // Katakana, half width
        or (>= 0x1B000 and <= 0x1B16F) // Kana supplements
        or (>= 0x20000 and <= 0x3FFFF); // Han, extensions B and on
}
