namespace Heed.Bench.Synthetic;

/// <summary>The tensors that a mechanism reads besides q, k and v, where no layer makes them.</summary>
internal static class SignalDraw
{
    /// <summary>
    /// Signals that decide nothing: memories that forget nothing and write everything, parameters as an untrained layer has them but for those that would be drawn at random, which are zero.
    /// </summary>
    public static Signals Neutral(Mechanism mechanism, long batch, long heads, long tokens, long width)
    {
        var signals = new Signals();
        foreach (var signal in Needed(mechanism))
        {
            var shape = Shape(signal, mechanism, batch, heads, tokens, width);
            signals[signal.Name] = signal.Kind == SignalKind.Parameter && signal.Start == SignalStart.Identity ? torch.eye(shape[0])
                : signal.Range == SignalRange.Unit ? torch.ones(shape) : torch.zeros(shape);
        }

        return signals;
    }

    /// <summary>Those that must be given.</summary>
    public static IEnumerable<Signal> Needed(Mechanism mechanism) => mechanism.Signals.Where(s => s.Kind != SignalKind.State && !s.Optional);

    /// <summary>The sizes of a signal.</summary>
    public static long[] Shape(Signal signal, Mechanism mechanism, long batch, long heads, long tokens, long width) =>
    [
        .. signal.Shape.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(size => size switch
        {
            "B" => batch,
            "H" => heads,
            "G" => mechanism.KvHeads(heads),
            "N" or "M" => tokens,
            "F" => mechanism.FeatureWidth(width),
            "Dq" or "Dk" or "Dv" => width,
            _ => signal.Free > 0 ? signal.Free : width,
        }),
    ];
}
