using System.Globalization;
using Heed.Maps;

namespace Heed.Cli.Terminal;

/// <summary>What standard output can show, as far as the environment tells.</summary>
internal static class Window
{
    private const int Narrowest = 20;

    public static TerminalOptions Options(string colour, Screen screen)
    {
        if (screen.Pictures is not null) return new();
        var width = Size(screen, "COLUMNS", () => Console.WindowWidth, 80);
        if (width < Narrowest)
            throw new Failure($"The terminal is {width} columns wide and a map needs {Narrowest}: "
                + "widen it, or write to a file with --out map.png.");
        return new()
        {
            Depth = Depth(colour, screen),
            Width = width,
            Height = screen.IsOutputRedirected ? int.MaxValue : Size(screen, "LINES", () => Console.WindowHeight, 40),
        };
    }

    /// <summary>Dark unless the terminal says that its background is light.</summary>
    public static Theme Theme =>
        Environment.GetEnvironmentVariable("COLORFGBG")?.Split(';')[^1] is "7" or "15" ? Maps.Theme.Light : Maps.Theme.Dark;

    private static ColourDepth Depth(string colour, Screen screen) => colour switch
    {
        "24bit" => ColourDepth.TrueColour,
        "256" => ColourDepth.Ansi256,
        "none" => ColourDepth.Ascii,
        _ when screen.IsOutputRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) => ColourDepth.Ascii,
        _ when Environment.GetEnvironmentVariable("COLORTERM") is "truecolor" or "24bit" => ColourDepth.TrueColour,
        _ when Environment.GetEnvironmentVariable("TERM") is { } term
            && (term.Contains("256") || term.StartsWith("xterm") || term.StartsWith("tmux") || term.StartsWith("screen")) =>
                ColourDepth.Ansi256,
        _ => ColourDepth.Ascii,
    };

    private static int Size(Screen screen, string variable, Func<int> ask, int otherwise)
    {
        if (!screen.IsOutputRedirected && ask() is > 0 and var size) return size;
        return int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            && given > 0 ? given : otherwise;
    }
}
