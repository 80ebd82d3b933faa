using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Heed.Bench.Running;

/// <summary>The most memory that this process held since the last reset.</summary>
internal static partial class PeakMemory
{
    private const string Status = "/proc/self/status";
    private const string Clear = "/proc/self/clear_refs";

    /// <summary>Bytes; null where the system does not tell.</summary>
    public static long? Bytes
    {
        get
        {
            if (File.Exists(Status))
                return Peak().Match(File.ReadAllText(Status)) is { Success: true } found
                    ? long.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) * 1024
                    : null;
            using var self = Process.GetCurrentProcess();
            return self.PeakWorkingSet64 > 0 ? self.PeakWorkingSet64 : null;
        }
    }

    /// <summary>Forgets what was before, where the system can.</summary>
    public static void Reset()
    {
        try
        {
            if (File.Exists(Clear)) File.WriteAllText(Clear, "5");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then the peak is that of the whole process.
        }
    }

    [GeneratedRegex(@"VmHWM:\s*(\d+) kB")]
    private static partial Regex Peak();
}
