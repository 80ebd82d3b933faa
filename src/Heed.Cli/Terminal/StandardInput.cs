using System.Runtime.InteropServices;

namespace Heed.Cli.Terminal;

/// <summary>Standard input, if this process was given one.</summary>
internal static class StandardInput
{
    private const int Flags = 1;                                                            // F_GETFD
    private const int ClosedByPrograms = 1;                                                 // FD_CLOEXEC

    /// <summary>Opens it.</summary>
    /// <exception cref="Failure">It was closed: under its number is something of the runtime's, which never ends.</exception>
    public static Stream Open() => OperatingSystem.IsWindows() || IsInherited()
        ? Console.OpenStandardInput()
        : throw new Failure("Standard input is closed, so there is no text on it: pipe one in, or name a file with @.");

    /// <summary>What a program inherits was not to be closed when programs start; what the runtime opened for itself was.</summary>
    private static bool IsInherited() => Descriptor(0, Flags) is var flags && flags >= 0 && (flags & ClosedByPrograms) == 0;

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int Descriptor(int descriptor, int command);
}
