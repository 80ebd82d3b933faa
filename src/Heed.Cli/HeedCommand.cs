using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Heed.Cli.Verbs;
using Heed.Native;

namespace Heed.Cli;

/// <summary>The command <c>heed</c>: its verbs, and how it fails: one line on standard error and an exit code.</summary>
internal static class HeedCommand
{
    private const int Failed = 1;
    private const int WrongUse = 2;
    private const int Interrupted = 130;

    public static int Run(string[] args)
    {
        var help = Verb.Help();
        var root = new Command("heed", "Heed shows, explains, checks and trains attention mechanisms for sequences.")
        {
            help, new VersionOption(), SeeVerb.Command(), ListVerb.Command(), ExplainVerb.Command(),
            LawsVerb.Command(), CheckVerb.Command(), TrainVerb.Command(), ApplyVerb.Command(), EvaluateVerb.Command(),
            HistoryVerb.Command(), DataVerb.Command(), BenchVerb.Command(), ReportVerb.Command(),
        };
        root.SetAction(_ => root.Parse("--help").Invoke());
        try
        {
            var parsed = root.Parse(args, new() { ResponseFileTokenReplacer = null });     // @file is a text, not arguments
            if (parsed.Errors.Count == 0 || parsed.GetResult(help) is not null)
                return parsed.Invoke(new() { EnableDefaultExceptionHandler = false });
            var verb = parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ";
            return Say($"{Plain(parsed.Errors[0].Message)}; see 'heed {verb}--help'", WrongUse);
        }
        catch (ExpressionException e)
        {
            return Say(e.Text.Length == 0 ? e.Reason : $"'{e.Text}', column {e.Column}: {e.Reason}", WrongUse);
        }
        catch (ArgumentException e)
        {
            return Say(e.Message.Split(" (Parameter")[0], WrongUse);
        }
        catch (Exception e) when (e is Failure or IOException or UnauthorizedAccessException or FormatException or NotSupportedException
            or InvalidOperationException or TorchUnavailableException)
        {
            return Say(e.Message, Failed);
        }
        catch (OperationCanceledException)
        {
            return Say("interrupted", Interrupted);
        }
        catch (Exception e) when (e is OutOfMemoryException
            || (e is ExternalException && e.Message.Contains("memory", StringComparison.OrdinalIgnoreCase)))
        {
            return Say("there is not enough memory for this; take a shorter text, a smaller width or fewer heads", Failed);
        }
    }

    /// <summary>A complaint about the arguments on one line, without the names that types have in code.</summary>
    private static string Plain(string complaint) =>
        Regex.Replace(Regex.Replace(complaint, @"as expected type '[^']*Int32[^']*'", "as a whole number of 32 bits"), @"\s+", " ")
            .TrimEnd('.');

    private static int Say(string message, int code)
    {
        Console.Error.WriteLine($"heed: {message.ReplaceLineEndings(" ")}");
        return code;
    }
}

/// <summary>Something the user can mend, in one line.</summary>
/// <param name="message">What is wrong and what to do.</param>
internal sealed class Failure(string message) : Exception(message);
