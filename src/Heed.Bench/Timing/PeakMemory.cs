using System.Globalization;
using System.Runtime.InteropServices;

namespace Heed.Bench.Timing;

/// <summary>
/// How much more memory the process held at its highest than before something ran. Linux tells; elsewhere there is no answer.
/// </summary>
internal static class PeakMemory
{
    private const string Status = "/proc/self/status";
    private const string Reset = "/proc/self/clear_refs";
    private const string ResetPeak = "5";
    private const double KibibytesPerMebibyte = 1024;

    /// <summary>Mebibytes above what was held before; null where the system does not tell.</summary>
    public static double? Of(Action action)
    {
        if (!File.Exists(Reset)) return null;
        try
        {
            GC.Collect();
            GiveBack();
            File.WriteAllText(Reset, ResetPeak);
            var before = Field("VmRSS:");
            action();
            return Math.Max(0, Field("VmHWM:") - before) / KibibytesPerMebibyte;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Mebibytes that the system can still give; null where it does not tell.</summary>
    public static double? Available() => File.Exists("/proc/meminfo")
        ? Number(File.ReadLines("/proc/meminfo").First(l => l.StartsWith("MemAvailable:", StringComparison.Ordinal))) / KibibytesPerMebibyte
        : null;

    /// <summary>What the allocator keeps of what was freed would hide what is asked for next.</summary>
    private static void GiveBack()
    {
        try
        {
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // another C library, which keeps nothing for long
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int Trim(nuint pad);

    private static double Field(string name) => Number(File.ReadLines(Status).First(l => l.StartsWith(name, StringComparison.Ordinal)));

    private static double Number(string line) =>
        double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
