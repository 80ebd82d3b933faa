namespace Heed;

/// <content>Its weights.</content>
public abstract partial class Mechanism
{
    /// <summary>Whether it computes its weights on the way, as the trace step <c>weights</c>.</summary>
    public virtual bool HasWeights => false;

    /// <summary>Whether a row of its weights begins with keys that are not of the text.</summary>
    public virtual bool HasKeysBesideText => false;

    /// <summary>How much query i reads of key j, (B, H, N, M).</summary>
    /// <param name="q">Queries, (B, H, N, Dq).</param>
    /// <param name="k">Keys, (B, G, M, Dk).</param>
    /// <param name="mask">What is hidden besides what the mechanism hides.</param>
    /// <param name="signals">The other inputs declared in <see cref="Roles"/>.</param>
    /// <returns>The weights; they may be negative.</returns>
    /// <exception cref="NotSupportedException">It has no such weights: the message says why.</exception>
    public Tensor Weights(Tensor q, Tensor k, Mask? mask = null, SignalSet? signals = null)
    {
        using var scope = torch.NewDisposeScope();
        var v = torch.zeros([k.shape[0], k.shape[1], k.shape[2], 1], k.dtype, k.device);
        return Weights(Named(q, k, v, signals), mask).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// How much query i reads of key j: (B, H, N, M), or (B, C, N, M) where each channel is weighed on its own (<see cref="WeightKind"/>).
    /// Where the mechanism has no weights on its way, they are what it makes of values that are 1 for one token and 0 for all others.
    /// </summary>
    /// <param name="inputs">Everything that <see cref="Roles"/> declares, by name; what values hold does not matter.</param>
    /// <param name="mask">What is hidden besides what the mechanism hides.</param>
    /// <returns>The weights; they may be negative.</returns>
    /// <exception cref="NotSupportedException">It has no such weights: the message says why.</exception>
    public Tensor Weights(SignalSet inputs, Mask? mask = null)
    {
        using var scope = torch.NewDisposeScope();
        if (HasWeights)
        {
            var trace = new StepTrace("weights");
            Attend(inputs, mask, trace, Route.Definition);
            return trace.Find("weights")!.MoveToOuterDisposeScope();
        }

        if (WeightKind == WeightKind.None || !Facts.IsLinearInValues)
            throw new NotSupportedException($"'{Name}' does not read a sum of values times weights, so it has no weights to show.");
        var value = Roles.SingleOrDefault(r => r.Kind == RoleKind.Value)
            ?? throw new NotSupportedException($"'{Name}' reads its values from other inputs, so its weights cannot be told apart.");
        var weights = WeightKind == WeightKind.PerHead ? OfHeads(inputs, value, mask) : OfChannels(inputs, value, mask);
        return weights.MoveToOuterDisposeScope();
    }

    /// <summary>The output for V = I.</summary>
    private Tensor OfHeads(SignalSet inputs, Role value, Mask? mask)
    {
        var given = inputs[value.Name];
        long[] shape = [.. given.shape];
        var tokens = shape[value.TokenAxis];
        shape[^1] = tokens;
        var one = torch.eye(tokens, dtype: given.dtype, device: given.device).expand(shape);
        return Attend(Replaced(inputs, value.Name, one), mask, route: Route.Definition);
    }

    /// <summary>The outputs for values that are 1 in all channels of one token, put side by side.</summary>
    private Tensor OfChannels(SignalSet inputs, Role value, Mask? mask)
    {
        var given = inputs[value.Name];
        var (axis, at) = (value.TokenAxis, (long)Array.IndexOf(OutputShape.Split(' '), "N"));
        var planes = Enumerable.Range(0, (int)given.shape[axis]).Select(j =>
        {
            var one = torch.zeros_like(given);
            one.narrow(axis, j, 1).fill_(1);
            var read = Attend(Replaced(inputs, value.Name, one), mask, route: Route.Definition);
            return read.movedim([at], [-1]).flatten(1, -2);                                // (B, C, N)
        });
        return torch.stack(planes, -1);
    }

    private static SignalSet Replaced(SignalSet inputs, string name, Tensor value) => inputs.Select((n, old) => n == name ? value : old);
}
