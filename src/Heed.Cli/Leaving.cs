using System.Globalization;
using System.Runtime.InteropServices;

namespace Heed.Cli;

/// <summary>
/// How the command ends once all is written: on Linux at once. LibTorch would otherwise unregister thousands of operators first, one by
/// one, which takes a tenth of a second, and a thread that still loads it would be waited for. What the runtime keeps in the folder for
/// temporary files while it runs, and would remove itself if it were asked to end, is removed here.
/// </summary>
internal static class Leaving
{
    private static readonly string[] Traces = OperatingSystem.IsLinux() ? Left() : [];

    /// <summary>Finds out what will have to be removed.</summary>
    public static void Prepare() => _ = Traces.Length;

    public static int With(int code)
    {
        if (!OperatingSystem.IsLinux()) return code;
        RemoveTraces();
        LeaveNow(code);
        return code;
    }

    private static void RemoveTraces()
    {
        try
        {
            Array.ForEach(Traces, File.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They stay, as they would have.
        }
    }

    /// <summary>The runtime's pipes and socket for debuggers, by the process and the tick it started at.</summary>
    private static string[] Left()
    {
        try
        {
            var fields = File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ');    // from the third: the name may hold anything
            var self = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{fields[22 - 3]}");
            string[] names = [$"clr-debug-pipe-{self}-in", $"clr-debug-pipe-{self}-out", $"dotnet-diagnostic-{self}-socket"];
            return [.. names.Select(name => Path.Combine(Path.GetTempPath(), name))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void LeaveNow(int code);
}
