using System.CommandLine;
using Heed.Bench;
using Heed.Bench.Running;
using Heed.Cli.Terminal;

namespace Heed.Cli.Verbs;

/// <summary><c>heed bench worker</c>: the process that runs cells for <c>heed bench</c>. Not for people.</summary>
internal static class WorkerVerb
{
    private const string Name = "worker";

    /// <summary>How this program starts itself as a worker.</summary>
    public static IReadOnlyList<string> Itself => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
        ? [Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, "Heed.Cli.dll"), "bench", Name]
        : [Environment.ProcessPath!, "bench", Name];

    public static Command Command()
    {
        var command = new Verb(Name, "Run cells that are asked for on standard input.") { Hidden = true };
        command.SetAction(given =>
            Worker.Run(TaskCatalog.All, new StreamReader(given.Screen.Input()), new StreamWriter(StandardOutput.Take())));
        return command;
    }
}
