namespace Heed.Pairwise.Biases;

/// <summary>
/// Each head learns how fast a key's score falls with its distance: by a power of it, so ever faster or ever more slowly.
/// </summary>
/// <remarks>
/// Minus a conditionally positive definite kernel of distance, as <c>kerple-log</c>. A power of 1 falls as ALiBi does, by a learned slope.
/// The paper's model is causal (<c>kerple-power + causal</c>); without a mask, what lies ahead is as far as what lies behind.
/// </remarks>
public sealed class KerplePower : Bias, ICataloged<KerplePower>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "kerple-power",
        Name = "KERPLE, power (kernelized relative positions)",
        Cite = KerpleLog.Card.Cite,
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d − r₁|i − j|^r₂) vⱼ,  r₁ > 0, 0 < r₂ ≤ 2 of each head",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d} - r_1 |i - j|^{r_2}\right) v_j",
        Cost = new("n²d", "nd", "nd"),
        Witness = new("kerple-power + causal",
            0.315285, -0.344307, -0.0287205, 0.36821, 0.117254, -0.386452,
            0.204388, 0.216342, -0.0480299, -0.16037, 0.181504, 0.00930455),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = KerpleLog.OfDistance;

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
    [
        new("r1", "H", RoleKind.Parameter, "how much distance counts") { Range = RoleRange.Positive },
        new("r2", "H", RoleKind.Parameter, "the power of distance") { Range = RoleRange.UpToTwo },
    ];

    /// <inheritdoc />
    public override Tensor Of(Meeting meeting)
    {
        var inputs = meeting.Inputs;
        var (r1, r2) = (inputs["r1"].view(-1, 1, 1), inputs["r2"].view(-1, 1, 1));         // (H, 1, 1)
        var distance = inputs.Places.Distance(meeting.Scores.dtype).abs();
        var own = distance.eq(0);                                                          // a power of 0 has no derivative
        return (-r1 * distance.Filled(own, 1).pow(r2)).Filled(own, 0);                     // (H, N, M)
    }
}
