using System.Globalization;
using System.Text;

namespace Heed.Maps;

/// <summary>Puts runs of right-to-left script into the order in which they are painted; letters are not joined.</summary>
internal static class Bidi
{
    public static string Visual(string text)
    {
        var graphemes = new List<string>();
        var all = StringInfo.GetTextElementEnumerator(text);
        while (all.MoveNext()) graphemes.Add(all.GetTextElement());
        for (var start = 0; start < graphemes.Count; start++)
        {
            if (!IsRightToLeft(graphemes[start])) continue;
            var end = start;
            for (var i = start; i < graphemes.Count && (IsRightToLeft(graphemes[i]) || graphemes[i] == " "); i++)
                if (graphemes[i] != " ") end = i;
            graphemes.Reverse(start, end - start + 1);
            start = end;
        }
        return string.Concat(graphemes);
    }

    private static bool IsRightToLeft(string grapheme) =>
        Rune.GetRuneAt(grapheme, 0).Value is (>= 0x590 and <= 0x8FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC)
            or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}
