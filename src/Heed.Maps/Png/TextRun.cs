using System.Globalization;
using SkiaSharp;

namespace Heed.Maps;

/// <summary>A piece of text that one typeface can set.</summary>
internal readonly record struct TextRun(string Text, SKTypeface Typeface, float Width)
{
    public static List<TextRun> Split(string text, bool bold, float size)
    {
        var main = bold ? Fonts.Bold : Fonts.Regular;
        var runs = new List<TextRun>();
        var graphemes = StringInfo.GetTextElementEnumerator(text);
        var (start, current) = (0, main);
        while (graphemes.MoveNext())
        {
            var character = char.ConvertToUtf32(text, graphemes.ElementIndex);
            var own = main.ContainsGlyph(character) ? main : Fonts.For(character);
            if (ReferenceEquals(own, current)) continue;
            Add(runs, text[start..graphemes.ElementIndex], current, size);
            (start, current) = (graphemes.ElementIndex, own);
        }
        Add(runs, text[start..], current, size);
        return runs;
    }

    public SKFont Font(float size) => Make(Typeface, size);

    private static void Add(List<TextRun> runs, string text, SKTypeface typeface, float size)
    {
        if (text.Length == 0) return;
        using var font = Make(typeface, size);
        runs.Add(new(text, typeface, font.MeasureText(text)));
    }

    private static SKFont Make(SKTypeface typeface, float size) =>
        new(typeface, size) { Edging = SKFontEdging.Antialias, Subpixel = true, Hinting = SKFontHinting.None };
}
