namespace Heed.Pairwise.Biases;

/// <summary>
/// Each head learns how fast a key's score falls with its distance: by a logarithm, so quickly at first and ever more slowly far away.
/// </summary>
/// <remarks>
/// Minus a conditionally positive definite kernel of distance, which adds up to a kernel once a constant is added that softmax does
/// not see. The paper's model is causal (<c>kerple-log + causal</c>); without a mask, what lies ahead is as far as what lies behind.
/// </remarks>
public sealed class KerpleLog : Bias, ICataloged<KerpleLog>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "kerple-log",
        Name = "KERPLE, logarithmic (kernelized relative positions)",
        Cite = new("Chi, Fan, Ramadge and Rudnicky",
            "KERPLE: Kernelized Relative Positional Embedding for Length Extrapolation", 2022, "arXiv:2205.09921"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d − r₁ log(1 + r₂|i − j|)) vⱼ,  r₁, r₂ > 0 of each head",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d} - r_1 \log(1 + r_2 |i - j|)\right) v_j",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <summary>What a learned function that falls with distance does.</summary>
    internal static PairwiseFacts OfDistance { get; } = new()
    {
        Place = Place.Relative,
        PeaksAtSelf = true,
        Learns = true,
        Gives = Signs.NotPositive,
        IsZeroAtSelf = true,
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => OfDistance;

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
    [
        new("r1", "H", RoleKind.Parameter, "how much distance counts") { Range = RoleRange.Positive },
        new("r2", "H", RoleKind.Parameter, "how soon it counts") { Range = RoleRange.Positive },
    ];

    /// <inheritdoc />
    public override Tensor Of(Meeting meeting)
    {
        var inputs = meeting.Inputs;
        var (r1, r2) = (inputs["r1"].view(-1, 1, 1), inputs["r2"].view(-1, 1, 1));         // (H, 1, 1)
        return -r1 * (r2 * inputs.Places.Distance(meeting.Scores.dtype).abs()).log1p();    // (H, N, M)
    }
}
