using System.Globalization;

namespace Heed.Bench.Stores;

/// <summary>Who claims cells: a process, named so that others on the same machine can tell whether it still lives.</summary>
/// <param name="Machine">The machine since it was started, and the room in which process numbers mean something.</param>
/// <param name="Process">The number of the process.</param>
/// <param name="Started">When it was started.</param>
internal sealed record Owner(string Machine, int Process, long Started)
{
    private const char Separator = '|';

    /// <summary>This process.</summary>
    public static Owner Self { get; } = Read();

    /// <summary>Whether the process is known to be gone. What runs on another machine never is.</summary>
    public bool IsGone
    {
        get
        {
            if (Machine != Self.Machine) return false;
            try
            {
                using var process = System.Diagnostics.Process.GetProcessById(Process);
                return process.StartTime.ToUniversalTime().Ticks != Started;
            }
            catch (ArgumentException)
            {
                return true;
            }
            catch (InvalidOperationException)
            {
                return true;
            }
        }
    }

    /// <summary>Reads what <see cref="ToString"/> writes; null when it is something else.</summary>
    public static Owner? Parse(string text) => text.Split(Separator) is [var machine, var process, var started, ..]
        && int.TryParse(process, CultureInfo.InvariantCulture, out var p) && long.TryParse(started, CultureInfo.InvariantCulture, out var s) ? new(machine, p, s) : null;

    /// <inheritdoc />
    public override string ToString() => string.Join(Separator, Machine, Process.ToString(CultureInfo.InvariantCulture), Started.ToString(CultureInfo.InvariantCulture));

    private static Owner Read()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return new($"{Environment.MachineName} {Text("/proc/sys/kernel/random/boot_id")} {Link("/proc/self/ns/pid")}", self.Id, self.StartTime.ToUniversalTime().Ticks);
    }

    private static string Text(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : "";

    private static string Link(string path) => OperatingSystem.IsLinux() ? File.ResolveLinkTarget(path, false)?.Name ?? "" : "";
}
