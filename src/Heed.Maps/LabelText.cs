using System.Globalization;
using System.Text;

namespace Heed.Maps;

/// <summary>How the text of a label is made safe and short enough to print.</summary>
public static class LabelText
{
    /// <summary>
    /// Makes invisible characters visible. A space at either edge is <c>␣</c>, a line break <c>⏎</c>, a tab <c>⇥</c>; controls,
    /// format characters, other spaces and lone surrogates become <c>U+XXXX</c>; a lone combining mark gets a dotted circle. Emoji
    /// joined by U+200D stay whole.
    /// </summary>
    /// <param name="text">Any text; the empty text is shown as <c>∅</c>.</param>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0) return "∅";
        var core = text.AsSpan().Trim(' ');
        var left = core.Length == 0 ? text.Length : text.AsSpan().IndexOf(core);
        var shown = new StringBuilder().Append('␣', left);
        var rest = core;
        while (rest.Length > 0)
        {
            var length = StringInfo.GetNextTextElementLength(rest);
            AppendGrapheme(shown, rest[..length]);
            rest = rest[length..];
        }
        return shown.Append('␣', text.Length - left - core.Length).ToString();
    }

    /// <summary>Cuts a text in the middle, putting <c>…</c> where something was left out.</summary>
    /// <param name="text">The text to cut.</param>
    /// <param name="graphemes">The longest length wanted, the ellipsis included; at least 3.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="graphemes"/> is below 3.</exception>
    public static string Shorten(string text, int graphemes = 12)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(graphemes, 3);
        var starts = StringInfo.ParseCombiningCharacters(text);
        if (starts.Length <= graphemes) return text;
        var tail = (graphemes - 1) / 2;
        var head = graphemes - 1 - tail;
        return string.Concat(text.AsSpan(0, starts[head]), "…", text.AsSpan(starts[^tail]));
    }

    /// <summary>Labels that come from no text, and the text that they make up: one after the other with a space between.</summary>
    internal static (string Text, IReadOnlyList<Label> Labels) Joined(IReadOnlyList<string> texts)
    {
        var (labels, at) = (new Label[texts.Count], 0);
        for (var i = 0; i < labels.Length; at += texts[i++].Length + 1) labels[i] = new(texts[i], at, texts[i].Length);
        return (string.Join(' ', texts), labels);
    }

    private static void AppendGrapheme(StringBuilder shown, ReadOnlySpan<char> grapheme)
    {
        switch (grapheme)
        {
            case "\n" or "\r\n": shown.Append('⏎'); return;
            case "\t": shown.Append('⇥'); return;
            case " ": shown.Append(' '); return;
        }
        if (Rune.DecodeFromUtf16(grapheme, out var rune, out var used) != System.Buffers.OperationStatus.Done)
        {
            shown.Append(CultureInfo.InvariantCulture, $"U+{(int)grapheme[0]:X4}");
            return;
        }
        var category = Rune.GetUnicodeCategory(rune);
        if (IsInvisible(category))
        {
            shown.Append(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
            // what follows is shown by itself: a mark would change the last digit
            if (used < grapheme.Length) AppendGrapheme(shown, grapheme[used..]);
        }
        else if (IsMark(category)) shown.Append('◌').Append(grapheme);
        else shown.Append(grapheme);
    }

    private static bool IsInvisible(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static bool IsMark(UnicodeCategory category) =>
        category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
