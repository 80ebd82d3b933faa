namespace Heed.Aligned;

/// <summary>
/// A mechanism that says how one query weighs the memory, given the weights of the query before it; the whole follows by a loop.
/// </summary>
public abstract class AlignedMechanism : Mechanism
{
    /// <inheritdoc />
    public sealed override Family Family => AlignedFamily.Instance;

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsOrdered = true, Streams = true };

    /// <inheritdoc />
    public sealed override bool HasWeights => true;

    /// <summary>Queries come one after another; the memory is given whole to each.</summary>
    /// <inheritdoc />
    public sealed override IReadOnlyList<Role> Flow => [.. Roles.Where(r => r.IsOfQueries)];

    /// <summary>What a query leaves for the next.</summary>
    public abstract override IReadOnlyList<Slot> Slots { get; }

    /// <summary>What the first query sees of a look that there was not, by name; for instance the weights before it.</summary>
    /// <param name="inputs">The call.</param>
    protected abstract SignalSet Before(Inputs inputs);

    /// <summary>The weights of one query.</summary>
    /// <param name="inputs">The inputs with this query alone, N = 1.</param>
    /// <param name="visible">Which keys exist, (B, 1, 1, M) boolean; null = all.</param>
    /// <param name="before">What <see cref="Before"/> named, as the query before left it; replaced for the next one.</param>
    /// <returns>(B, H, 1, M), 0 where a key does not exist.</returns>
    protected abstract Tensor Weigh(Inputs inputs, Tensor? visible, SignalSet before);

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        OnlyKeys(inputs);
        return Run(inputs, Before(inputs));
    }

    /// <inheritdoc />
    public sealed override Tensor Look(SignalSet inputs, ref State? state, Mask? mask = null, StepTrace? trace = null)
    {
        var call = new Inputs(this, inputs, mask ?? Mask.None, trace);
        OnlyKeys(call);
        return GoOn(call, ref state);
    }

    /// <inheritdoc />
    protected sealed override long RowsKept(Sizes sizes, long tokens) => sizes["M"];

    /// <inheritdoc />
    protected sealed override Tensor Continue(Inputs tokens, ref State? state, Route route) => route == Route.Kernel
        ? throw new NotSupportedException($"The kernel was demanded, but {NoKernel}.") : GoOn(tokens, ref state);

    private Tensor GoOn(Inputs inputs, ref State? state)
    {
        using var scope = torch.NewDisposeScope();
        var before = state is null ? Before(inputs) : [];
        if (state is not null) foreach (var slot in Slots) before[slot.Name] = state[slot.Name];
        var read = Run(inputs, before);
        // of the next state's own, though it be what the state before held
        state = new State([.. Slots.Select(s => (s.Name, before[s.Name].alias().MoveToOuterDisposeScope()))]);
        return read.MoveToOuterDisposeScope();
    }

    private Tensor Run(Inputs inputs, SignalSet before)
    {
        var (visible, rows) = (inputs.Mask.Visible(), new List<Tensor>());
        for (long i = 0; i < inputs.Queries; i++) rows.Add(Weigh(inputs.Query(i), visible, before));
        foreach (var (name, value) in before) inputs.Trace?.Record(name, value);
        var weights = torch.cat(rows, 2);                                                  // (B, H, N, M)
        inputs.Trace?.Record("weights", weights);
        return Read(inputs, weights, visible);
    }

    /// <summary>Refuses what hides pairs.</summary>
    private void OnlyKeys(Inputs inputs)
    {
        if (inputs.Mask.PairMask is not null || inputs.Mask.Bias is not null)
            throw new NotSupportedException(
                $"'{Name}' looks at one memory again and again, so a mask can hide whole keys only, not pairs.");
    }

    /// <summary>What is read with those weights.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="weights">(B, H, N, M).</param>
    /// <param name="visible">Which keys exist, (B, 1, 1, M) boolean; null = all.</param>
    protected virtual Tensor Read(Inputs inputs, Tensor weights, Tensor? visible) => Hidden.Read(weights, inputs.Share(inputs.V), visible);
}
