using System.Runtime.InteropServices;

namespace Heed.Cli.Terminal;

/// <summary>
/// Turns the first Ctrl-C, or a request to end, into a wish that long work can follow in its own time; the second one
/// ends the command at once.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource wish = new();
    private readonly PosixSignalRegistration[] signals;

    public Interrupt() =>
        signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Wish), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Wish)];

    public CancellationToken Token => wish.Token;

    public void Dispose()
    {
        foreach (var signal in signals) signal.Dispose();
        wish.Dispose();
    }

    private void Wish(PosixSignalContext signal)
    {
        if (wish.IsCancellationRequested) return;
        signal.Cancel = true;
        wish.Cancel();
    }
}
