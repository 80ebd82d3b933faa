namespace Heed.Pairwise.Scores;

/// <summary>
/// A query counts only what it cares about: how far away a key lies is how many of the tokens on the way to it match the query, and each
/// count has a learned vector that the query is compared with.
/// </summary>
/// <remarks>
/// A token counts σ of its score, so counts are no whole numbers, and what lies between two vectors is interpolated. The key counts, and
/// so does the query's own; what a query may not see, by the caller's mask, counts nothing. Counts beyond the last vector share it.
/// The vectors are shared by all heads, and what they add is not divided by √d. The paper's model is causal (<c>cope + causal</c>);
/// without a mask, what lies ahead is counted in the other direction.
/// </remarks>
/// <param name="maxPosition">How many vectors there are, from a count of 0 on.</param>
/// <param name="scale">What products of queries and keys are multiplied by; 1/√d when not given.</param>
public sealed class Cope(long maxPosition = 16, double? scale = null) : Score, ICataloged<Cope>
{
    private readonly long most = maxPosition >= 1 ? maxPosition
        : throw new ArgumentOutOfRangeException(nameof(maxPosition), maxPosition, "There is at least a vector for a count of 0.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "cope",
        Name = "CoPE (contextual position encoding)",
        Cite = new("Golovneva, Wang, Weston and Sukhbaatar",
            "Contextual Position Encoding: Learning to Count What's Important", 2024, "arXiv:2405.18719"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d + qᵢ·e[pᵢⱼ]) vⱼ,  pᵢⱼ = Σ_{j≤l≤i} σ(qᵢ·kₗ / √d)",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d} + q_i \cdot e_{p_{ij}}\right) v_j,\quad "
            + @"p_{ij} = \sum_{l=j}^{i} \sigma\left(\frac{q_i \cdot k_l}{\sqrt d}\right)",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => Distances.Facts with { IsAffineInKeys = false, ReadsBetween = true };

    /// <inheritdoc />
    public override string? NoKernel => "cope counts tokens between key and query, which no part of a kernel does: it has no kernel";

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals =>
        [new("pos_emb", $"{most} Dk", RoleKind.Parameter, "what a count is compared by, from 0 on")];

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
    {
        inputs.RequireEqualWidths();
        var scores = q.matmul(k.transpose(-2, -1)) * (scale ?? 1 / Math.Sqrt(inputs.WidthK));
        var counts = Counts(inputs, scores).clamp(0, most - 1);                            // (B, H, N, M)
        var (below, above) = (counts.detach().floor(), counts.detach().ceil());
        var ofCounts = q.matmul(inputs["pos_emb"].t());                                    // (B, H, N, counts)
        var (low, high) = (ofCounts.gather(-1, below.to_type(torch.int64)), ofCounts.gather(-1, above.to_type(torch.int64)));
        return scores + low + ((counts - below) * (high - low));
    }

    /// <summary>How much of what a query cares about lies on the way to each key.</summary>
    private static Tensor Counts(Inputs inputs, Tensor scores)
    {
        var places = inputs.Places;
        if (inputs.Mask.Visible() is { } visible) scores = scores.Filled(visible.logical_not(), double.NegativeInfinity);
        var sums = torch.nn.functional.pad(scores.sigmoid().cumsum(-1), [1, 0]);           // before the first key, and after each
        var (without, with) = (sums.narrow(-1, 0, inputs.Keys), sums.narrow(-1, 1, inputs.Keys));
        return torch.where(places.Distance(torch.int64).ge(0), Until((i, j) => j <= i) - without, with - Until((i, j) => j < i));

        Tensor Until(Func<long, long, bool> before)
        {
            var count = Places.Of([.. places.Queries.Select(i => (long)places.Keys.Count(j => before(i, j)))]);
            return sums.gather(-1, count.view(1, 1, -1, 1).expand(inputs.Batch, inputs.Heads, -1, 1));
        }
    }
}
