using System.Text;

namespace Heed.Maps;

/// <summary>Estimates text without a font, so that a layout is the same on every machine; on the generous side of DejaVu Sans.</summary>
internal static class TextSize
{
    public static double Width(string text, double size)
    {
        var em = 0.0;
        foreach (var rune in text.EnumerateRunes()) em += Em(rune);
        return em * size;
    }

    private static double Em(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or ' ' or '’' or '·' => 0.34,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '/' or '"' => 0.44,
        'm' or 'w' or 'M' or 'W' or '%' or '@' or '…' or '→' or '␣' or '⏎' => 0.98,
        >= 'A' and <= 'Z' => 0.74,
        _ => Columns.Of(rune) switch { 0 => 0, 2 => 1.05, _ => 0.63 },
    };
}
