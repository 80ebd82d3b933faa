using System.Reflection;
using System.Runtime.InteropServices;

namespace Heed.Cli;

/// <summary>What an exception tells the user: one line, and the exit code of the command.</summary>
internal static class Complaint
{
    public const int Failed = 1;
    public const int WrongUse = 2;
    private const int Interrupted = 130;
    private const int Context = 100;

    private static readonly (string, int) Memory =
        ("There is not enough memory for this: take a shorter text, a smaller width or fewer heads.", Failed);

    /// <summary>Every exception has one: what nobody foresaw is called a mistake of the command, not of the user.</summary>
    public static (string Message, int Code) Of(Exception e)
    {
        var (message, code) = Words(e);
        var line = message.ReplaceLineEndings(" ").TrimEnd();
        return (line is [.., '.' or '?' or '!'] ? line : line + ".", code);         // not all that others say is a sentence
    }

    private static (string Message, int Code) Words(Exception e) => e switch
    {
        ExpressionException { Text.Length: 0 } x => (x.Reason, WrongUse),
        ExpressionException x => ($"'{Around(x.Text, x.Column)}', column {x.Column}: {x.Reason}", WrongUse),
        ArgumentException => (e.Message.Split(" (Parameter")[0], WrongUse),
        OperationCanceledException => ("Interrupted.", Interrupted),
        OutOfMemoryException => Memory,
        ExternalException when e.Message.Contains("memory", StringComparison.OrdinalIgnoreCase) => Memory,
        AggregateException or TypeInitializationException or TargetInvocationException when e.InnerException is { } inner => Words(inner),
        Failure or IOException or UnauthorizedAccessException or FormatException or NotSupportedException or InvalidOperationException
            or Native.TorchUnavailableException => (e.Message, Failed),
        _ when e.GetType() == typeof(ExternalException) => ($"LibTorch cannot compute this: {FirstLine(e.Message).TrimEnd('.')}.", Failed),
        ExternalException => (e.Message, Failed),
        _ => ("This is a mistake in heed itself: please report it with the command that led to it. "
            + $"{e.GetType().Name}: {e.Message}", Failed),
    };

    /// <summary>What stands around a column, when the text is long.</summary>
    private static string Around(string text, int column)
    {
        if (text.Length <= 2 * Context) return text;
        var (start, end) = (Math.Max(0, column - Context), Math.Min(text.Length, column + Context));
        return $"{(start > 0 ? "…" : "")}{text[start..end]}{(end < text.Length ? "…" : "")}";
    }

    /// <summary>What LibTorch has to say, without the native stack that follows.</summary>
    private static string FirstLine(string message) => message.Split('\n', 2)[0].Trim();
}
