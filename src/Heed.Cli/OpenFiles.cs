using System.Runtime.InteropServices;

namespace Heed.Cli;

/// <summary>
/// How many files may be open at once. The runtime keeps every library open, and where it cannot open one more it cannot even say so:
/// that is why it is asked before anything else.
/// </summary>
internal static class OpenFiles
{
    private const int Enough = 128;
    private const int OfFiles = 7;                                                          // RLIMIT_NOFILE

    /// <summary>What is wrong, or null.</summary>
    public static string? Complaint() =>
        OperatingSystem.IsLinux() && Asked(OfFiles, out var limit) == 0 && limit.Soft < Enough
            ? $"Only {limit.Soft} files may be open at once, and {Enough} are needed: raise the limit, as by 'ulimit -n 1024'."
            : null;

    [DllImport("libc", EntryPoint = "getrlimit")]
    private static extern int Asked(int resource, out Limit limit);

    private readonly record struct Limit(nuint Soft, nuint Hard);
}
