using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Heed.Cli.Terminal;

namespace Heed.Cli.Verbs;

/// <summary>A verb of the command, with examples under its help.</summary>
internal sealed class Verb(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>The option --help, which prints the examples too.</summary>
    public static HelpOption Help()
    {
        var option = new HelpOption { Recursive = true };
        option.Action = new WithExamples((HelpAction)option.Action!);
        return option;
    }

    private sealed class WithExamples(HelpAction usual) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parsed)
        {
            var code = usual.Invoke(parsed);
            if (parsed.CommandResult.Command is Verb verb)
                parsed.Screen.Out.Line("Examples:\n" + string.Concat(verb.Examples.Select(e => $"  {e}\n")));
            return code;
        }
    }

    /// <summary>Whether such arguments need LibTorch, so that loading can begin before they are looked into; null = never.</summary>
    public Predicate<ParseResult>? Computes { get; set; }

    private IReadOnlyList<string> Examples { get; } = examples;
}
