using System.Text.Json;

namespace Heed;

/// <summary>What is wrong with JSON, in one line: the framework's own message may quote the rest of the file.</summary>
public static class JsonFault
{
    private const int Longest = 160;

    /// <summary>The reason and the place, as the end of a message.</summary>
    /// <param name="e">What the framework says.</param>
    public static string Words(JsonException e)
    {
        var reason = e.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0].ReplaceLineEndings(" ").Trim().TrimEnd('.');
        if (reason.Length > Longest) reason = $"{reason[..(Longest / 2)]} … {reason[^(Longest / 2)..]}";
        var place = e.Path is null or "$" ? "" : $" at '{e.Path.ReplaceLineEndings(" ")}'";
        return e.LineNumber is { } line ? $"{reason} (line {line + 1}{place})." : $"{reason}.";
    }
}
