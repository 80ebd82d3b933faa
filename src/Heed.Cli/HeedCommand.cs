using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;
using Heed.Cli.Terminal;
using Heed.Cli.Verbs;
using Heed.Models;
using Heed.Native;

namespace Heed.Cli;

/// <summary>The command <c>heed</c>: its verbs, and how it fails: one line on standard error and an exit code.</summary>
internal static class HeedCommand
{
    /// <summary>What every refusal begins with.</summary>
    public const string Refused = "heed: ";

    private static readonly (string Name, Func<Command> Make)[] Verbs =
    [
        ("see", SeeVerb.Command), ("list", ListVerb.Command), ("explain", ExplainVerb.Command), ("laws", LawsVerb.Command),
        ("check", CheckVerb.Command), ("train", TrainVerb.Command), ("apply", ApplyVerb.Command), ("evaluate", EvaluateVerb.Command),
        ("history", HistoryVerb.Command), ("data", DataVerb.Command), ("bench", BenchVerb.Command), ("report", ReportVerb.Command),
        ("mcp", McpVerb.Command),
    ];

    /// <summary>The command with every verb, or with the one that the arguments begin with: the others would only cost time.</summary>
    public static Command Root(params string[] args)
    {
        var root = new Command("heed", "Heed shows, explains, checks and trains attention mechanisms for sequences.")
        {
            Verb.Help(), new VersionOption(),
        };
        var asked = Array.FindAll(Verbs, v => args.Length > 0 && v.Name == args[0]);
        foreach (var (_, make) in asked.Length > 0 ? asked : Verbs) root.Add(make());
        return root;
    }

    /// <summary>Does what the arguments ask for; numbers are written in one way, whatever the country.</summary>
    public static int Run(string[] args, Screen screen)
    {
        HeedLog.Logger = new ScreenLogger(screen);
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            var root = Root(args);
            root.SetAction(_ => root.Parse("--help").Invoke(screen));
            var parsed = root.Parse(args, new() { ResponseFileTokenReplacer = null });     // @file is a text, not arguments
            var helps = parsed.GetResult(root.Options.OfType<HelpOption>().Single()) is not null;
            if (!helps && parsed.Errors.Count > 0)
                return Say(screen, $"{OneLine(parsed.Errors[0].Message)}. See '{Path(parsed.CommandResult)} --help'.", Complaint.WrongUse);
            if (!helps) StoreChoice.WarnOfPassword(parsed, screen);
            if (!helps && parsed.CommandResult.Command is Verb { Computes: { } computes } && computes(parsed)) Begin();
            return parsed.Invoke(screen);
        }
        catch (Exception e)
        {
            var (message, code) = Complaint.Of(e);
            return Say(screen, message, code);
        }
    }

    /// <summary>
    /// While LibTorch loads, the system looks for no function of another library, so that whoever calls one for the first time waits to the
    /// end. A file is read and folders are looked through before: then the card of a model can be read meanwhile.
    /// </summary>
    private static void Begin()
    {
        Leaving.Prepare();
        _ = BoxedModels.Names.Count;
        LibTorch.BeginLoading();
    }

    /// <summary>The command and the verb that was asked for, with the verb that it is part of.</summary>
    private static string Path(CommandResult asked) =>
        asked.Parent is CommandResult parent ? $"{Path(parent)} {asked.Command.Name}" : asked.Command.Name;

    /// <summary>A complaint about the arguments on one line, to go on after.</summary>
    private static string OneLine(string complaint) => complaint.ReplaceLineEndings(" ").TrimEnd('.');

    /// <summary>Says what is wrong, and gives the exit code back.</summary>
    public static int Say(Screen screen, string message, int code)
    {
        screen.Complaints.Line($"{Refused}{message}");
        return code;
    }
}

/// <summary>Something the user can mend, in one line.</summary>
/// <param name="message">What is wrong and what to do.</param>
internal sealed class Failure(string message) : Exception(message);
