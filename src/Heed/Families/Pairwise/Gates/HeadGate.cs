namespace Heed.Pairwise.Gates;

/// <summary>Each head decides for each token whether what it read counts at all, so that it may do nothing without looking
/// anywhere.</summary>
/// <remarks>A logistic function of one number for each token and head: <c>output-gate</c> in the form <c>sigmoid-head</c>.</remarks>
public sealed class HeadGate : Recipe, ICataloged<HeadGate>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "head-gate",
        Name = "Gated attention (heads that do nothing)",
        Cite = Normalisers.ClippedSoftmax.Card.Cite,
        Formula = "oᵢ = σ(gᵢ) Σⱼ aᵢⱼ vⱼ,  one g for each token and head",
        Tex = @"o_i = \sigma(g_i) \sum_j a_{ij} v_j",
        Cost = new("n²d", "nd", "nd"),
        Witness = new("head-gate",
            0.269622, -0.0740576, -0.207984, 0.247162, 0.247744, -0.200578,
            -0.0808042, 0.267831, 0.148275, -0.252957, 0.0622596, 0.201139),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new OutputGate(OutputGateForm.SigmoidHead)];
}
