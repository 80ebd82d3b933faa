using SkiaSharp;

namespace Heed.Maps;

/// <summary>The fonts of the system: DejaVu Sans first, then whichever has the character.</summary>
internal static class Fonts
{
    private static readonly string[] Preferred = ["DejaVu Sans", "Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans"];
    private static readonly Dictionary<int, SKTypeface> Found = [];
    private static readonly Lock Gate = new();

    public static SKTypeface Regular { get; } = First(SKFontStyle.Normal);

    public static SKTypeface Bold { get; } = First(SKFontStyle.Bold);

    /// <summary>A typeface that has the character; the regular one, with its box for unknown characters, when none has.</summary>
    public static SKTypeface For(int character)
    {
        lock (Gate)
        {
            if (Found.TryGetValue(character, out var typeface)) return typeface;
            return Found[character] = SKFontManager.Default.MatchCharacter(character) ?? Search(character) ?? Regular;
        }
    }

    private static SKTypeface? Search(int character)
    {
        var manager = SKFontManager.Default;
        foreach (var family in manager.FontFamilies.Order(StringComparer.Ordinal))
        {
            var typeface = manager.MatchFamily(family, SKFontStyle.Normal);
            if (typeface is not null && typeface.ContainsGlyph(character)) return typeface;
            typeface?.Dispose();
        }
        return null;
    }

    private static SKTypeface First(SKFontStyle style)
    {
        var manager = SKFontManager.Default;
        var families = manager.FontFamilies.Order(StringComparer.Ordinal).ToArray();
        var family = Preferred.FirstOrDefault(families.Contains) ?? families.FirstOrDefault();
        var typeface = family is null ? null : manager.MatchFamily(family, style);
        return typeface ?? throw new InvalidOperationException(
            "No font is installed, so a PNG could have no labels: install one (for example the package fonts-dejavu-core), "
                + "or save as .svg.");
    }
}
