namespace Heed.Maps;

/// <summary>How a text stands in comma-separated values, by RFC 4180, and so that no spreadsheet computes it.</summary>
/// <remarks>
/// A text that begins with <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c>, a tab, a line end or <c>'</c> gets one <c>'</c> before it, and always
/// quotes: whoever reads the file as data takes that one <c>'</c> away. Numbers are written as they are.
/// </remarks>
public static class CsvCell
{
    /// <summary>A text as a cell.</summary>
    /// <param name="text">Any text.</param>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var guard = text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\'', ..];
        if (!guard && text.AsSpan().IndexOfAny("\",\r\n ") < 0) return text;
        return $"\"{(guard ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
