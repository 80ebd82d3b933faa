namespace Heed.Bench.Synthetic;

/// <summary>How many bytes one more token needs of the past, in float32.</summary>
internal static class StateSize
{
    private const int Float = 4;

    /// <summary>Of a mechanism after so many tokens, all heads together; null where it cannot continue token by token.</summary>
    /// <remarks>
    /// A memory of fixed size is measured by making two steps. A cache of keys and values grows by one token with each step; of it only those count that a later token may
    /// still see, so that a window keeps no more than its width.
    /// </remarks>
    public static long? Of(Mechanism mechanism, int tokens, int heads, int headWidth)
    {
        if (mechanism is not IStreaming streaming || !mechanism.IsCausal) return null;
        using var scope = torch.NewDisposeScope();
        try
        {
            var kept = Kept(mechanism, tokens);
            if (kept == 0) return 0;
            var (first, second) = (After(1), After(2));
            return (first == second ? first : first + (kept - 1) * (second - first)) * Float;
        }
        catch (NotSupportedException)
        {
            return null;
        }

        long After(int steps)
        {
            State? state = null;
            var groups = mechanism.KvHeads(heads);
            for (var t = 0; t < steps; t++)
            {
                var signals = SignalDraw.Neutral(mechanism, 1, heads, 1, headWidth);
                streaming.Step(torch.zeros(1, heads, 1, headWidth), torch.zeros(1, groups, 1, headWidth), torch.zeros(1, groups, 1, headWidth), signals, ref state);
            }

            return state!.Numbers;
        }
    }

    /// <summary>How many of so many tokens a later one, as many again, may still see.</summary>
    private static long Kept(Mechanism mechanism, int tokens) =>
        mechanism.Visible(2 * tokens, 2 * tokens) is { } visible ? visible.narrow(0, tokens, tokens).narrow(1, 0, tokens).any(0).sum().item<long>() : tokens;
}
