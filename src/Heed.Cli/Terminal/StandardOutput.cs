using System.Runtime.InteropServices;

namespace Heed.Cli.Terminal;

/// <summary>Standard output, for what speaks to a program.</summary>
internal static class StandardOutput
{
    private const int Output = 1;
    private const int Error = 2;

    /// <summary>
    /// Takes it: only what is written to the stream gets there. Whatever else this process prints, native libraries too, goes to
    /// standard error from now on.
    /// </summary>
    public static Stream Take()
    {
        var own = Console.OpenStandardOutput();                                             // a descriptor of its own
        Console.SetOut(Console.Error);
        if (!OperatingSystem.IsWindows()) _ = Become(Error, Output);
        return own;
    }

    [DllImport("libc", EntryPoint = "dup2")]
    private static extern int Become(int what, int descriptor);
}
