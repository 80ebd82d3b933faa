namespace Heed.Bench.Synthetic;

/// <summary>The tensors that a mechanism reads besides q, k and v, where no layer makes them.</summary>
internal static class SignalDraw
{
    /// <summary>
    /// Signals that decide nothing: memories that forget nothing and write everything, parameters as an untrained layer has them but for
    /// those that would be drawn at random, which are zero.
    /// </summary>
    public static SignalSet Neutral(Mechanism mechanism, long batch, long heads, long tokens, long width)
    {
        var (signals, sizes) = (new SignalSet(), Sizes.For(mechanism, batch, heads, tokens, tokens, width, width));
        foreach (var role in Needed(mechanism))
        {
            var shape = sizes.Shape(role);
            signals[role.Name] = role is { Kind: RoleKind.Parameter, Start: RoleStart.Identity } ? torch.eye(shape[0])
                : role is { Kind: RoleKind.Parameter, Start: RoleStart.One }
                    or { Range: RoleRange.Unit or RoleRange.UpToTwo or RoleRange.Positive } ? torch.ones(shape)
                : torch.zeros(shape);
        }

        return signals;
    }

    /// <summary>Those that must be given.</summary>
    public static IEnumerable<Role> Needed(Mechanism mechanism) => mechanism.Signals.Where(s => s.Kind != RoleKind.State && !s.Optional);
}
