using System.Text.Json;
using System.Text.RegularExpressions;

namespace Heed;

/// <summary>
/// What is wrong with JSON, in one line and in words of the file: the framework's own message may quote all the rest of it, and names types
/// that no reader of the file knows.
/// </summary>
public static partial class JsonFault
{
    private const int Longest = 160;

    /// <summary>The reason and the place, as the end of a message.</summary>
    /// <param name="e">What the framework says.</param>
    public static string Words(JsonException e)
    {
        var reason = e.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0].ReplaceLineEndings(" ").Trim().TrimEnd('.');
        reason = OfAnotherKind().Replace(reason, "What stands there is of another kind than is expected");
        reason = Lacking().Replace(reason, "It lacks $1");
        reason = Unknown().Replace(reason, "It has a property $1, which is not known");
        reason = Empty().Replace(reason, "There is nothing in it");
        reason = Null().Replace(reason, "What stands there is null, which it may not be");
        if (reason.Length > Longest) reason = $"{reason[..(Longest / 2)]} … {reason[^(Longest / 2)..]}";
        var place = e.Path is null or "$" ? "" : $" at '{e.Path.ReplaceLineEndings(" ")}'";
        return e.LineNumber is { } line ? $"{reason} (line {line + 1}{place})." : $"{reason}.";
    }

    [GeneratedRegex(@"^The JSON value could not be converted to \S+")]
    private static partial Regex OfAnotherKind();

    [GeneratedRegex("^JSON deserialization for type '.*?' was missing required properties including: (.*)$")]
    private static partial Regex Lacking();

    [GeneratedRegex("^The JSON property ('.*?') could not be mapped to any .NET member contained in type '.*?'")]
    private static partial Regex Unknown();

    [GeneratedRegex("^The input does not contain any JSON tokens.*$")]
    private static partial Regex Empty();

    [GeneratedRegex("^The .*? on type '.*?' doesn't allow .*$")]
    private static partial Regex Null();
}
