namespace Heed.Pairwise.Scores;

/// <summary>What a token holds and how far away it is are compared apart: content with content, the query with the distance, and the
/// distance with the key.</summary>
/// <remarks>
/// Vectors of distances are given as keys and as queries, for each head, already mapped; all distances from K on share theirs, to either
/// side. There are 2K of them, from −K + 1 behind to K ahead.
/// </remarks>
/// <param name="maxDistance">K, the distance from which on all share a vector.</param>
public sealed class Disentangled(long maxDistance = 4) : Score, ICataloged<Disentangled>
{
    private const double Terms = 3;
    private readonly long reach = maxDistance is >= 1 and <= 1 << 24 ? maxDistance
        : throw new ArgumentOutOfRangeException(nameof(maxDistance), maxDistance, "The largest distance lies between 1 and 2²⁴.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "disentangled",
        Name = "Disentangled attention (DeBERTa)",
        Cite = new("He et al.", "DeBERTa: Decoding-enhanced BERT with Disentangled Attention", 2020, "arXiv:2006.03654"),
        Formula = "oᵢ = Σⱼ softmaxⱼ((qᵢ·kⱼ + qᵢ·a[δ(i, j)] + kⱼ·b[δ(j, i)]) / √(3d)) vⱼ,  δ(i, j) = i − j + K, from 0 to 2K − 1",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j + q_i \cdot a_{\delta(i, j)} + k_j \cdot b_{\delta(j, i)}}"
            + @"{\sqrt{3d}}\right) v_j,\quad \delta(i, j) = \mathrm{clip}(i - j + K,\ 0,\ 2K - 1)",
        Cost = new("n²d", "n²", "nd"),
        Witness = new("disentangled(2)",
            0.375646, -0.100868, -0.291694, 0.343643, 0.310347, -0.241004,
            -0.10976, 0.332357, 0.197659, -0.285559, 0.0400098, 0.25226),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = Distances.Facts with { IsAffineInKeys = false };

    /// <inheritdoc />
    public override string? NoKernel => "disentangled compares keys with vectors of distances, which no kernel does: it has no kernel";

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals =>
    [
        new("rel_k", $"H {2 * reach} Dk", RoleKind.Parameter, "what a query is compared with at a distance"),
        new("rel_q", $"H {2 * reach} Dk", RoleKind.Parameter, "what compares itself with a key at a distance"),
    ];

    /// <inheritdoc />
    public override double Factor(Inputs inputs) => 1 / Math.Sqrt(Terms * inputs.WidthK);

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
    {
        inputs.RequireEqualWidths();
        var distance = inputs.Places.Distance(torch.int64);                                // (N, M)
        var toQuery = Distances.At(q.matmul(inputs["rel_k"].transpose(-2, -1)), At(distance));                 // (B, H, N, M)
        var toKey = Distances.At(k.matmul(inputs["rel_q"].transpose(-2, -1)), At(-distance.t()));              // (B, H, M, N)
        return q.matmul(k.transpose(-2, -1)) + toQuery + toKey.transpose(-2, -1);

        Tensor At(Tensor far) => (far + reach).clamp(0, (2 * reach) - 1);
    }
}
