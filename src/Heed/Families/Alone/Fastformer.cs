namespace Heed.Alone;

/// <summary>
/// All queries are summed up as one, which meets every key; what comes of that is summed up as one again, which meets every value.
/// </summary>
/// <remarks>
/// Both sums are weighed by a softmax over the text of a learned direction. A token reads its own value only, changed part by part by what
/// the whole text says; the published layer maps that and adds the query.
/// </remarks>
public sealed class Fastformer : AloneMechanism, ICataloged<Fastformer>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "fastformer",
        Name = "Fastformer (additive attention)",
        Cite = new("Wu et al.", "Fastformer: Additive Attention Can Be All You Need", 2021, "arXiv:2108.09084"),
        Formula = "oᵢ = k̄⊙vᵢ,  k̄ = Σⱼ softmaxⱼ(w_k·pⱼ / √d) pⱼ,  pⱼ = q̄⊙kⱼ,  q̄ = Σⱼ softmaxⱼ(w_q·qⱼ / √d) qⱼ",
        Tex = @"o_i = \bar k \odot v_i,\quad \bar k = \sum_j \mathrm{softmax}_j(w_k \cdot p_j / \sqrt d)\, p_j,\quad "
            + @"p_j = \bar q \odot k_j,\quad \bar q = \sum_j \mathrm{softmax}_j(w_q \cdot q_j / \sqrt d)\, q_j",
        Cost = new("nd", "nd", "–"),
        Witness = new("fastformer",
            -0.0311032, -0.0133885, 0.000222731, -0.0359114, -0.00462238, -0.0245806,
            0.0115781, -0.00955522, 0.00732236, -0.0407496, -0.0246445, 0.00131588),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { MayBeNegative = true, HidesKeys = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("q", "B H N Dv", RoleKind.Query, "what is summed up first"),
        new("k", "B H M Dv", RoleKind.Key, "what meets the sum of queries"),
        new("v", "B H M Dv", RoleKind.Value, "what meets the sum of keys"),
        new("w_q", "H Dv", RoleKind.Parameter, "which queries count"),
        new("w_k", "H Dv", RoleKind.Parameter, "which keys count once they have met the queries"),
    ];

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        if (!inputs.Mask.IsNone)
            throw new NotSupportedException($"'{Name}' sums the whole text up, so it cannot hide single tokens: leave them out.");
        if (inputs.Queries != inputs.Keys)
            throw new NotSupportedException($"'{Name}' gives each token its own value, so it needs as many queries as keys.");
        var query = SummedUp(inputs["q"], inputs["w_q"]);                                  // (B, H, 1, D)
        return SummedUp(query * inputs["k"], inputs["w_k"]) * inputs["v"];
    }

    private static Tensor SummedUp(Tensor x, Tensor direction)
    {
        var scores = x.matmul(direction.unsqueeze(-1)) / Math.Sqrt(x.shape[3]);            // (B, H, T, 1)
        return (scores.softmax(2) * x).sum(2, true);
    }
}
