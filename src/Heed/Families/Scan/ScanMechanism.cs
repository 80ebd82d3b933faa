namespace Heed.Scan;

/// <summary>
/// A mechanism that says what one token does to its state; the whole sequence, chunks and steps follow by a loop.
/// Queries and keys are the same tokens, so there must be as many of both.
/// </summary>
public abstract class ScanMechanism : Mechanism
{
    /// <inheritdoc />
    public sealed override Family Family => ScanFamily.Instance;

    /// <inheritdoc />
    public override Facts Facts { get; } =
        new() { IsCausal = true, IsOrdered = true, Streams = true, MayBeNegative = true, HidesKeys = false };

    /// <summary>What is kept between tokens.</summary>
    public abstract override IReadOnlyList<Slot> Slots { get; }

    /// <summary>
    /// The state before the first token, a tensor for each slot: the input <c>initial_</c> with the name of the slot where one is given,
    /// else zero.
    /// </summary>
    /// <param name="inputs">The call.</param>
    protected virtual SignalSet Start(Inputs inputs)
    {
        var (start, like) = (new SignalSet(), inputs.Signals[Roles[0].Name]);
        foreach (var slot in Slots)
            start[slot.Name] = inputs.Signals.Find($"initial_{slot.Name}")
                ?? torch.zeros(inputs.Sizes.Shape(slot.Shape), like.dtype, like.device);
        return start;
    }

    /// <summary>One token.</summary>
    /// <param name="inputs">The inputs of this token, the token axis of length one.</param>
    /// <param name="state">The state before it, by slot; replaced by the state after it.</param>
    /// <returns>Its output, of shape <see cref="Mechanism.OutputShape"/> with a token axis of length one.</returns>
    protected abstract Tensor Next(Inputs inputs, SignalSet state);

    /// <summary>What becomes of the outputs of all tokens, where that needs no state: a gate, for instance.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="read">What <see cref="Next"/> gave, side by side.</param>
    protected virtual Tensor Finish(Inputs inputs, Tensor read) => read;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var state = Start(inputs);
        var output = Run(inputs, state);
        foreach (var (name, value) in state) inputs.Trace?.Record(name, value);
        return output;
    }

    /// <inheritdoc />
    protected override Tensor Continue(Inputs tokens, ref State? state, Route route)
    {
        if (route == Route.Kernel) throw new NotSupportedException($"The kernel was demanded, but {NoKernel}.");
        using var scope = torch.NewDisposeScope();
        var going = state is null ? Start(tokens) : new SignalSet();
        if (state is not null) foreach (var slot in Slots) going[slot.Name] = state[slot.Name];
        var output = Run(tokens, going);
        state = new State([.. Slots.Select(s => (s.Name, going[s.Name].MoveToOuterDisposeScope()))]);
        return output.MoveToOuterDisposeScope();
    }

    /// <summary>Refuses what cannot be gone through token by token.</summary>
    /// <param name="inputs">The call.</param>
    /// <exception cref="NotSupportedException">Something is hidden, or there are not as many queries as keys.</exception>
    private protected void Check(Inputs inputs)
    {
        if (!inputs.Mask.IsNone)
            throw new NotSupportedException($"'{Name}' goes from token to token, so it cannot hide single ones: leave them out.");
        if (inputs.Queries != inputs.Keys)
            throw new NotSupportedException($"'{Name}' goes from token to token, so it needs as many queries as keys.");
    }

    private Tensor Run(Inputs inputs, SignalSet state)
    {
        Check(inputs);
        var outputs = Enumerable.Range(0, (int)inputs.Keys).Select(t => Next(inputs.Token(t), state)).ToArray();
        return Finish(inputs, torch.cat(outputs, Array.IndexOf(OutputShape.Split(' '), "N")));
    }
}
