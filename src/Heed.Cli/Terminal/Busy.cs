using Spectre.Console;

namespace Heed.Cli.Terminal;

/// <summary>Shows on standard error that something takes its time, when a person is watching.</summary>
internal static class Busy
{
    public static T While<T>(Screen screen, string what, bool takesLong, Func<T> work)
    {
        if (!takesLong || screen.IsErrorRedirected) return work();
        return screen.Watched.Status().Start(Screen.Safe(what), _ => work());
    }
}
