using System.Globalization;

namespace Heed.Bench.Stores;

/// <summary>Who claims cells: a process, named so that others on the same machine can tell whether it still lives.</summary>
/// <param name="Machine">The machine since it was started, and the room in which process numbers mean something.</param>
/// <param name="Process">The number of the process.</param>
/// <param name="Started">
/// When it was started, as the system counts it: the same number whoever asks, and whatever becomes of the clock.
/// </param>
internal sealed record Owner(string Machine, int Process, long Started)
{
    private const char Separator = '|';
    private const int FieldsBeforeStart = 19;                                              // of /proc/N/stat, after the name

    /// <summary>This process.</summary>
    public static Owner Self { get; } = Read();

    /// <summary>Whether the process is known to be gone. What runs on another machine never is.</summary>
    public bool IsGone => Machine == Self.Machine && StartOf(Process) != Started;

    /// <summary>Reads what <see cref="ToString"/> writes; null when it is something else.</summary>
    public static Owner? Parse(string text) => text.Split(Separator) is [var machine, var process, var started, ..]
        && int.TryParse(process, CultureInfo.InvariantCulture, out var p) && long.TryParse(started, CultureInfo.InvariantCulture, out var s)
        ? new(machine, p, s)
        : null;

    /// <inheritdoc />
    public override string ToString() =>
        string.Join(Separator, Machine, Process.ToString(CultureInfo.InvariantCulture), Started.ToString(CultureInfo.InvariantCulture));

    private static Owner Read()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return new($"{Environment.MachineName} {Text("/proc/sys/kernel/random/boot_id")} {Link("/proc/self/ns/pid")}",
            self.Id, StartOf(self.Id) ?? 0);
    }

    /// <summary>Null when there is no such process, or it has ended and nobody has asked how.</summary>
    private static long? StartOf(int process)
    {
        try
        {
            // Process.StartTime is counted there from the clock of whoever asks: two processes get different answers.
            if (OperatingSystem.IsLinux()) return OnLinux(File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' '));
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return found.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static long? OnLinux(string[] fields) =>
        fields[0] is "Z" or "X" ? null : long.Parse(fields[FieldsBeforeStart], CultureInfo.InvariantCulture);

    private static string Text(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : "";

    private static string Link(string path) => OperatingSystem.IsLinux() ? File.ResolveLinkTarget(path, false)?.Name ?? "" : "";
}
