using Spectre.Console;

namespace Heed.Cli.Terminal;

/// <summary>Shows on standard error that something takes its time, when a person is watching.</summary>
internal static class Busy
{
    public static T While<T>(string what, bool takesLong, Func<T> work)
    {
        if (!takesLong || Console.IsErrorRedirected) return work();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Status().Start(Markup.Escape(what), _ => work());
    }
}
