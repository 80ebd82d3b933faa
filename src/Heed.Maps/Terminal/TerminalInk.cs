using System.Text;

namespace Heed.Maps;

/// <summary>Writes coloured cells, telling the terminal only what changes.</summary>
internal sealed class TerminalInk(ColourDepth depth, StringBuilder line)
{
    private const string Ramp = " .:-=+*#%@";
    private const string DivergingRamp = "EDCBA abcde";

    private (Rgb Back, Rgb? Fore)? last;

    /// <summary>The character for a place on the bar when there are no colours.</summary>
    public static char Character(float place, bool diverging)
    {
        if (place == Shading.Masked) return '/';
        if (float.IsNaN(place)) return '!';
        var ramp = diverging ? DivergingRamp : Ramp;
        return ramp[(int)Math.Round(place * (ramp.Length - 1))];
    }

    public void Write(string text, Rgb back, Rgb? fore = null)
    {
        if (last != (back, fore))
        {
            if (fore is { } front) line.Append(Code(38, front));
            line.Append(Code(48, back));
            last = (back, fore);
        }
        line.Append(text);
    }

    public void Faint(string text)
    {
        if (depth == ColourDepth.Ascii) line.Append(text);
        else line.Append("\e[2m").Append(text).Append("\e[0m");
    }

    public void Strong(string text)
    {
        if (depth == ColourDepth.Ascii) line.Append(text);
        else line.Append("\e[1m").Append(text).Append("\e[0m");
    }

    public void Reset()
    {
        if (last is not null) line.Append("\e[0m");
        last = null;
    }

    private string Code(int layer, Rgb colour) => depth == ColourDepth.TrueColour
        ? $"\e[{layer};2;{colour.R};{colour.G};{colour.B}m"
        : $"\e[{layer};5;{Nearest(colour)}m";

    /// <summary>The nearest of xterm's 6 × 6 × 6 colours and 24 greys.</summary>
    private static int Nearest(Rgb colour)
    {
        var (r, g, b) = (Level(colour.R), Level(colour.G), Level(colour.B));
        var grey = Math.Clamp((colour.R + colour.G + colour.B - 24 + 15) / 30, 0, 23);
        var cube = Distance(colour, Value(r), Value(g), Value(b));
        var shade = 8 + 10 * grey;
        return Distance(colour, shade, shade, shade) < cube ? 232 + grey : 16 + 36 * r + 6 * g + b;
    }

    private static int Level(int value) => value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40;

    private static int Value(int level) => level == 0 ? 0 : 55 + 40 * level;

    private static int Distance(Rgb a, int r, int g, int b) => (a.R - r) * (a.R - r) + (a.G - g) * (a.G - g) + (a.B - b) * (a.B - b);
}
