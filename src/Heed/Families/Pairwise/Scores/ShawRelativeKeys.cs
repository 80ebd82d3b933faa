namespace Heed.Pairwise.Scores;

/// <summary>
/// A vector for each distance is added to a key before a query is compared with it; all distances beyond the largest share its vector.
/// </summary>
/// <remarks>
/// The first relative positions. The vectors are learned and shared by all heads; keys before and after the query have vectors of their
/// own. The full form adds vectors to values, too: <c>shaw-relative</c>.
/// </remarks>
/// <param name="maxDistance">The distance from which on all share a vector, to either side.</param>
/// <param name="scale">What scores are multiplied by; 1/√d when not given.</param>
public sealed class ShawRelativeKeys(long maxDistance = 16, double? scale = null) : Score, ICataloged<ShawRelativeKeys>
{
    private readonly long reach = Distances.Checked(maxDistance);

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "shaw-relative-keys",
        Name = "Relative positions in keys (Shaw)",
        Cite = new("Shaw, Uszkoreit and Vaswani", "Self-Attention with Relative Position Representations", 2018, "arXiv:1803.02155"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·(kⱼ + a[clip(j − i, −K, K)]) / √d) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot (k_j + a_{\mathrm{clip}(j - i, -K, K)})}{\sqrt d}\right) v_j",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => Distances.Facts with { GrowsWithQuery = true };

    /// <inheritdoc />
    public override string? NoKernel =>
        "shaw-relative-keys compares queries with vectors of distances, and no part of a kernel does: it has no kernel";

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals =>
        [new("rel_k", $"{(2 * reach) + 1} Dk", RoleKind.Parameter, "what is added to a key at a distance, from −K to K")];

    /// <inheritdoc />
    public override double Factor(Inputs inputs) => scale ?? 1 / Math.Sqrt(inputs.WidthK);

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
    {
        inputs.RequireEqualWidths();
        var far = Distances.At(q.matmul(inputs["rel_k"].t()), Distances.Clipped(inputs.Places, reach));
        return q.matmul(k.transpose(-2, -1)) + far;
    }
}
