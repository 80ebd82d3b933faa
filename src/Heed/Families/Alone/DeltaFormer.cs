namespace Heed.Alone;

/// <summary>
/// Softmax attention over corrected values: before a token is stored, what its query already reads of the earlier ones is taken away.
/// </summary>
/// <remarks>
/// Causal by itself. The paper corrects by keys of their own; here, as in the code that its numbers come from, by the query. The
/// corrections of all tokens are solved for at once.
/// </remarks>
public sealed class DeltaFormer : AloneMechanism, ICataloged<DeltaFormer>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "deltaformer",
        Name = "DeltaFormer",
        Cite = new("Zhong et al.", "Understanding Transformer from the Perspective of Associative Memory", 2025, "arXiv:2505.19488"),
        Formula = "uₜ = vₜ − βₜ Σ_{j<t} softmaxⱼ(qₜ·kⱼ / √d) uⱼ,  oₜ = Σ_{j≤t} softmaxⱼ(qₜ·kⱼ / √d) uⱼ",
        Tex = @"u_t = v_t - \beta_t \sum_{j < t} \mathrm{softmax}_j\left(\frac{q_t \cdot k_j}{\sqrt d}\right) u_j,\quad "
            + @"o_t = \sum_{j \le t} \mathrm{softmax}_j\left(\frac{q_t \cdot k_j}{\sqrt d}\right) u_j",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } =
        new() { IsCausal = true, IsOrdered = true, MayBeNegative = true, IgnoresKeyShift = true, HidesKeys = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
        [.. Role.QueryKeyValue, new("beta", "B H N", RoleKind.Token, "how much is taken away") { Range = RoleRange.Unit }];

    /// <inheritdoc />
    public override string? NoSteps => $"'{Name}' corrects all values of a text at once, so it does not go token by token here";

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        if (!inputs.Mask.IsNone)
            throw new NotSupportedException($"'{Name}' corrects each value by all before it, so it cannot hide keys: leave them out.");
        if (inputs.Queries != inputs.Keys)
            throw new NotSupportedException($"'{Name}' corrects each value by its own query, so it needs as many queries as keys.");
        inputs.RequireEqualWidths();
        var scores = Reading.Scores(inputs, inputs.Q, inputs.Share(inputs.K), 1 / Math.Sqrt(inputs.WidthK));   // (B, H, N, N)
        var upToOwn = torch.ones([inputs.Queries, inputs.Keys], torch.@bool).tril();
        var earlier = inputs["beta"].unsqueeze(-1) * Reading.Weights(scores, upToOwn.tril(-1));
        var steps = earlier + torch.eye(inputs.Keys, dtype: scores.dtype);
        var corrected = torch.linalg.solve_triangular(steps, inputs.Share(inputs.V), upper: false, unitriangular: true);
        return Reading.Weights(scores, upToOwn).matmul(corrected);
    }
}
