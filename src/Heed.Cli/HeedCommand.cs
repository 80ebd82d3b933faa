using System.CommandLine;
using System.Text.RegularExpressions;
using Heed.Cli.Verbs;
using Heed.Native;

namespace Heed.Cli;

/// <summary>The command <c>heed</c>: its verbs, and how it fails: one line on standard error and an exit code.</summary>
internal static class HeedCommand
{
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
            var helps = parsed.GetResult(help) is not null;
            if (!helps && parsed.Errors.Count == 0 && parsed.CommandResult.Command is Verb { Computes: true }) LibTorch.BeginLoading();
            if (helps || parsed.Errors.Count == 0)
                return parsed.Invoke(new() { EnableDefaultExceptionHandler = false });
            var verb = parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ";
            return Say($"{Plain(parsed.Errors[0].Message)}. See 'heed {verb}--help'.", Complaint.WrongUse);
        }
        catch (Exception e)
        {
            var (message, code) = Complaint.Of(e);
            return Say(message, code);
        }
    }

    /// <summary>A complaint about the arguments on one line, without the names that types have in code.</summary>
    private static string Plain(string complaint) =>
        Regex.Replace(Regex.Replace(complaint, @"as expected type '[^']*Int32[^']*'", "as a whole number of 32 bits"), @"\s+", " ")
            .TrimEnd('.');

    private static int Say(string message, int code)
    {
        Console.Error.WriteLine($"heed: {message}");
        return code;
    }
}

/// <summary>Something the user can mend, in one line.</summary>
/// <param name="message">What is wrong and what to do.</param>
internal sealed class Failure(string message) : Exception(message);
