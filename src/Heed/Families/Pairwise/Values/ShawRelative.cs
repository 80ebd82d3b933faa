using Heed.Pairwise.Scores;

namespace Heed.Pairwise.ValueReadings;

/// <summary>
/// A vector for each distance is added to a key before a query is compared with it, and another to a value before it is read; all
/// distances beyond the largest share theirs.
/// </summary>
/// <remarks>
/// The first relative positions. What is read is no longer a sum of values alone: with values of 0 a query still reads how far it looked.
/// Both tables are learned and shared by all heads.
/// </remarks>
/// <param name="maxDistance">The distance from which on all share a vector, to either side.</param>
/// <param name="scale">What scores are multiplied by; 1/√d when not given.</param>
public sealed class ShawRelative(long maxDistance = 16, double? scale = null) : Recipe, ICataloged<ShawRelative>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "shaw-relative",
        Name = "Relative positions in keys and values (Shaw)",
        Cite = new("Shaw, Uszkoreit and Vaswani", "Self-Attention with Relative Position Representations", 2018, "arXiv:1803.02155"),
        Formula = "oᵢ = Σⱼ aᵢⱼ (vⱼ + c[clip(j − i)]),  aᵢⱼ = softmaxⱼ(qᵢ·(kⱼ + b[clip(j − i)]) / √d),  clip to −K … K",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot (k_j + b_{\mathrm{clip}(j - i)})}{\sqrt d}\right) "
            + @"(v_j + c_{\mathrm{clip}(j - i)})",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } =
        [new ShawRelativeKeys(maxDistance, scale), new Distant(Distances.Checked(maxDistance))];

    private sealed class Distant(long reach) : ValueReading
    {
        // equal values do not come out unchanged, though weights sum to one
        public override PairwiseFacts Facts { get; } =
            new() { Place = Place.Relative, IsLinearInValues = false, ChangesSums = true, Learns = true };

        public override string NoKernel =>
            "shaw-relative adds vectors of distances to what is read, which no kernel does: it has no kernel";

        public override IReadOnlyList<Role> Signals =>
            [new("rel_v", $"{(2 * reach) + 1} Dv", RoleKind.Parameter, "what is added to a value at a distance, from −K to K")];

        public override Tensor Read(Inputs inputs, Tensor weights, Tensor v, Tensor? visible)
        {
            var row = Distances.Clipped(inputs.Places, reach).expand(weights.shape);       // (B, H, N, M)
            var none = torch.zeros([.. weights.shape[..^1], (2 * reach) + 1], weights.dtype);
            return Hidden.Read(weights, v, visible) + none.scatter_add(-1, row, weights).matmul(inputs["rel_v"]);
        }
    }
}
