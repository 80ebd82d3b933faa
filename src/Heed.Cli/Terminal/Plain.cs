using System.Text;

namespace Heed.Cli.Terminal;

/// <summary>
/// What others have written, made safe to show: controls, line and paragraph separators, and marks that turn the direction of writing
/// become <c>\u001B</c>. It is JSON's way to write them, so that JSON stays JSON and says the same.
/// </summary>
internal static class Plain
{
    /// <summary>A text of several lines: line ends and tabs stay.</summary>
    public static string Lines(ReadOnlySpan<char> text) => Escaped(text, c => c is not ('\n' or '\t') && Commands(c));

    /// <summary>What stands inside a line.</summary>
    public static string Line(ReadOnlySpan<char> text) => Escaped(text, Commands);

    /// <summary>Whether a character commands a terminal, or hides or reorders what stands around it.</summary>
    public static bool Commands(char c) => char.IsControl(c)
        || c is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u206F');

    private static string Escaped(ReadOnlySpan<char> text, Func<char, bool> escapes)
    {
        StringBuilder? safe = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (!escapes(text[i])) safe?.Append(text[i]);
            else (safe ??= new StringBuilder().Append(text[..i])).Append($"\\u{(int)text[i]:X4}");
        }

        return safe?.ToString() ?? text.ToString();
    }
}
