using System.CommandLine;
using Heed.Cli.Mcp;
using Heed.Cli.Terminal;

namespace Heed.Cli.Verbs;

/// <summary><c>heed mcp</c>: what the command knows, for programs that speak the Model Context Protocol.</summary>
internal static class McpVerb
{
    public static Command Command()
    {
        var command = new Verb("mcp", "Serve explain, laws, check and see over the Model Context Protocol, on standard input and output.",
            "heed mcp");
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult given)
    {
        var (input, folder) = (given.Screen.Input(), Directory.GetCurrentDirectory());
        if (!given.Screen.IsOutputRedirected)
            given.Screen.Complaints.Line("A program should speak here, in the Model Context Protocol; Ctrl-D ends it.");
        Server.Run(input, StandardOutput.Take(), new(folder));
        return 0;
    }
}
