using System.Runtime.InteropServices;

namespace Heed.Cli;

/// <summary>How the command ends when it is told to: through the runtime's own exit, so that files half written are removed.</summary>
internal static class Interruption
{
    /// <summary>Ends the process with the code that shells know, 128 and the number of the signal.</summary>
    public static PosixSignalRegistration On(PosixSignal signal, int code) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        Environment.Exit(code);
    });
}
