namespace Heed.Aligned;

/// <summary>
/// An alignment whose score is Bahdanau's with one term more: vₐ·tanh(W_q q + W_k k + what the keys feel of earlier looks). All heads
/// share the network.
/// </summary>
/// <param name="width">Hidden units in a layer that makes its own weights; 0 means as many as a key is wide.</param>
public abstract class AdditiveAlignment(long width) : AlignedMechanism
{
    private const string Keys = "keys";

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsOrdered = true, SumsToOne = true, Streams = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles =>
    [
        .. Role.QueryKeyValue,
        new("w_q", $"A={width} Dq", RoleKind.Parameter, "from the query to the hidden layer"),
        new("w_k", "A Dk", RoleKind.Parameter, "from the key to the hidden layer"),
        new("v_a", "A", RoleKind.Parameter, "from the hidden layer to the score"),
        .. More,
    ];

    /// <summary>The keys in the hidden layer, the same for all queries, and what a query leaves.</summary>
    /// <inheritdoc />
    public sealed override IReadOnlyList<Slot> Slots => [new(Keys, "B H M A") { Grows = false }, .. Left];

    /// <summary>What a query leaves for the next.</summary>
    protected abstract IReadOnlyList<Slot> Left { get; }

    /// <summary>The inputs of the term that is more.</summary>
    protected abstract IReadOnlyList<Role> More { get; }

    /// <inheritdoc />
    protected override SignalSet Before(Inputs inputs) =>
        // (B, H, M, A), the same for all queries
        new() { [Keys] = inputs.Share(Hidden.Erase(inputs.K, inputs, inputs.Mask.Visible())).matmul(inputs["w_k"].t()) };

    /// <summary>What each key feels of earlier looks, in the hidden layer.</summary>
    /// <param name="inputs">The inputs with one query alone.</param>
    /// <param name="before">What the query before left.</param>
    /// <returns>(B, H, M, A).</returns>
    protected abstract Tensor Feel(Inputs inputs, SignalSet before);

    /// <summary>The softmax of the scores, (B, H, 1, M).</summary>
    /// <param name="inputs">The inputs with one query alone.</param>
    /// <param name="visible">Which keys exist, (B, 1, 1, M) boolean; null = all.</param>
    /// <param name="before">What the query before left.</param>
    protected Tensor Match(Inputs inputs, Tensor? visible, SignalSet before)
    {
        var hidden = inputs.Q.matmul(inputs["w_q"].t()) + before[Keys] + Feel(inputs, before); // (B, H, M, A)
        var scores = hidden.tanh().matmul(inputs["v_a"]).unsqueeze(2);
        return Hidden.Softmax(visible is null ? scores : scores.Filled(visible.logical_not(), double.NegativeInfinity), visible);
    }
}
