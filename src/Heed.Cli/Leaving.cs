using System.Runtime.InteropServices;

namespace Heed.Cli;

/// <summary>
/// How the command ends once all is written: on Linux at once. LibTorch would otherwise unregister thousands of operators first, one by
/// one, which takes a tenth of a second, and a thread that still loads it would be waited for.
/// </summary>
internal static class Leaving
{
    public static int With(int code)
    {
        Console.Out.Flush();
        Console.Error.Flush();
        if (OperatingSystem.IsLinux()) LeaveNow(code);
        return code;
    }

    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void LeaveNow(int code);
}
