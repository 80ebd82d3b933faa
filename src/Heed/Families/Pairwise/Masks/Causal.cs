using Heed.Lowering;

namespace Heed.Pairwise.Patterns;

/// <summary>Nobody reads what comes later: a token attends to itself and to what precedes it.</summary>
/// <remarks>With more keys than queries the last query sees every key, as with a cache.</remarks>
/// <param name="alignment">Where the queries stand when there are more keys than queries.</param>
public sealed class Causal(Alignment alignment = Alignment.BottomRight) : PlacePattern(alignment), ICataloged<Causal>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "causal",
        Name = "Causal attention",
        Cite = new("Vaswani et al.", "Attention Is All You Need", 2017, "arXiv:1706.03762"),
        Formula = "oᵢ = Σ_{j≤i} softmaxⱼ(qᵢ·kⱼ / √d) vⱼ",
        Tex = @"o_i = \sum_{j \le i} \mathrm{softmax}_{j \le i}\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j",
        Cost = new("n²d/2", "nd", "nd"),
        Options = ["causal"],
        Witness = new("causal",
            0.333356, -0.36497, -0.0295939, 0.389601, 0.108225, -0.347027,
            0.180603, 0.196712, -0.0707074, -0.230646, 0.262672, 0.0120252),
    };

    /// <inheritdoc />
    public override bool LowersToTable => false;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs) => parts.Add(new Kernels.Causal(Offset(inputs)));

    /// <inheritdoc />
    public override PairwiseFacts Facts => new() { Place = Place.Relative, Streams = EndsAtLastKey };

    /// <inheritdoc />
    public override bool HidesLater => true;

    /// <inheritdoc />
    public override bool Sees(long i, long j) => j <= i;
}
