using System.Text;

namespace Heed.Maps;

/// <summary>Writes coloured cells, telling the terminal only what changes.</summary>
internal sealed class TerminalInk(ColourDepth depth, StringBuilder line)
{
    private const string Ramp = " .:-=+*#%@";
    private const string DivergingRamp = "EDCBA abcde";

    private readonly Dictionary<Rgb, int> nearest = [];
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

    private string Code(int layer, Rgb colour)
    {
        if (depth == ColourDepth.TrueColour) return $"\e[{layer};2;{colour.R};{colour.G};{colour.B}m";
        if (!nearest.TryGetValue(colour, out var index)) nearest.Add(colour, index = Xterm.Nearest(colour));
        return $"\e[{layer};5;{index}m";
    }
}
