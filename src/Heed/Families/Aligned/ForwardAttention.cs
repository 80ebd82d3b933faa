namespace Heed.Aligned;

/// <summary>
/// A query may read only where the last one read or one key further, each as much as its own score says: so the reading moves on without
/// jumps.
/// </summary>
/// <remarks>
/// Scores see the last weights through filters, as location-sensitive attention does. Before the first query all weight lies on the first
/// key. Hidden keys are stepped over.
/// </remarks>
/// <param name="clampMin">No weight is smaller before they are divided by their sum; 0 in the paper, 1e-6 in ESPnet.</param>
/// <param name="width">Hidden units in a layer that makes its own weights; 0 means as many as a key is wide.</param>
public sealed class ForwardAttention(double clampMin = 0, long width = 0) : AdditiveAlignment(width), ICataloged<ForwardAttention>
{
    private const string Previous = "previous";

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "forward-attention",
        Name = "Forward attention",
        Cite = new("Zhang, Ling and Dai",
            "Forward Attention in Sequence-to-sequence Acoustic Modelling for Speech Synthesis", 2018, "arXiv:1807.06736"),
        Formula = "αᵢⱼ ∝ (αᵢ₋₁ⱼ + αᵢ₋₁ⱼ₋₁) yᵢⱼ,  y as for location-sensitive,  oᵢ = Σⱼ αᵢⱼvⱼ",
        Tex = @"\alpha_{ij} \propto (\alpha_{i-1,j} + \alpha_{i-1,j-1})\, y_{ij},\quad "
            + @"y_i = \mathrm{softmax}_j\left(v_a^\top \tanh(W_q q_i + W_k k_j + W_f (F * \alpha_{i-1})_j)\right)",
        Cost = new("nmd", "md", "m"),
        OfDecoders = true,
    };

    /// <inheritdoc />
    protected override IReadOnlyList<Role> More { get; } = Locations.Roles(channels: 1);

    /// <inheritdoc />
    protected override IReadOnlyList<Slot> Left { get; } = [new(Previous, "B H 1 M") { Grows = false }];

    /// <inheritdoc />
    protected override SignalSet Before(Inputs inputs)
    {
        var before = base.Before(inputs);
        before[Previous] = Locations.Given(inputs) ?? Walk.Over(Walk.Start(inputs, inputs.Q), inputs.Mask.Visible());
        return before;
    }

    /// <inheritdoc />
    protected override Tensor Feel(Inputs inputs, SignalSet before) => Locations.Feel(inputs, before[Previous]);

    /// <inheritdoc />
    protected override Tensor Weigh(Inputs inputs, Tensor? visible, SignalSet before)
    {
        var reachable = before[Previous] + Walk.Step(before[Previous], visible);
        var weights = (reachable * Match(inputs, visible, before)).clamp(min: clampMin);
        if (visible is not null) weights = weights.Filled(visible.logical_not(), 0);
        var sum = weights.sum(-1, true);
        return before[Previous] = weights / sum.Filled(sum.eq(0), 1);                 // nothing stays nothing
    }
}
