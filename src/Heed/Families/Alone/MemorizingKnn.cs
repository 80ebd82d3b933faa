namespace Heed.Alone;

/// <summary>Besides the text a token reads those few of many stored keys that its query matches best; a gate of each head weighs the
/// two.</summary>
/// <remarks>
/// Causal by itself. Stored keys are searched by their product with the query, each head in its own store, and a softmax runs over those
/// that were found; of keys that tie for the last place it does not matter which is found.
/// </remarks>
/// <param name="k">How many stored keys a query finds.</param>
public sealed class MemorizingKnn(long k = 2) : AloneMechanism, ICataloged<MemorizingKnn>
{
    private readonly long k = k >= 1 ? k : throw new ArgumentOutOfRangeException(nameof(k), k, "At least one stored key is found.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "memorizing-knn",
        Name = "Memorizing Transformer",
        Cite = new("Wu et al.", "Memorizing Transformers", 2022, "arXiv:2203.08913"),
        Formula = "oᵢ = σ(g) Σ_{m∈topₖ(qᵢ·kₘ)} softmaxₘ(qᵢ·kₘ / √d) vₘ + (1 − σ(g)) Σ_{j≤i} softmaxⱼ(qᵢ·kⱼ / √d) vⱼ",
        Tex = @"o_i = \sigma(g) \sum_{m \in \mathrm{top}_k(q_i \cdot k_m)} "
            + @"\mathrm{softmax}_m\left(\frac{q_i \cdot k_m}{\sqrt d}\right) v_m "
            + @"+ (1 - \sigma(g)) \sum_{j \le i} \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j",
        Cost = new("n²d + npd", "nd + pd", "nd + pd"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new()
    {
        IsCausal = true,
        IsOrdered = true,
        MayBeNegative = true,
        IsLinearInValues = false,
        IgnoresKeyShift = true,
        Streams = true,
        BlindIsZero = false,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        .. Role.QueryKeyValue,
        new("mem_k", "B H P Dk", RoleKind.State, "the keys that are stored"),
        new("mem_v", "B H P Dv", RoleKind.State, "their values"),
        new("gate", "H", RoleKind.Parameter, "how much the store counts, before the sigmoid") { Start = RoleStart.Zero },
    ];

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        inputs.RequireEqualWidths();
        var (scale, gate) = (1 / Math.Sqrt(inputs.WidthK), inputs["gate"].sigmoid().view(-1, 1, 1));
        var visible = Hidden.Join(inputs.Mask.Visible(), inputs.Places.NotLater());
        var keys = inputs.Share(Hidden.Erase(inputs.K, inputs, visible));
        var local = Hidden.Read(Reading.Weights(inputs, inputs.Q, keys, scale, visible), inputs.Share(inputs.V), visible);
        var products = inputs.Q.matmul(inputs["mem_k"].transpose(-2, -1)) * scale;         // (B, H, N, P)
        var found = products.detach().topk((int)Math.Min(k, products.shape[^1]), -1).indexes;
        var isFound = torch.zeros_like(products, torch.@bool).scatter(-1, found, torch.ones_like(found, torch.@bool));
        return (gate * Reading.Weights(products, isFound).matmul(inputs["mem_v"])) + ((1 - gate) * local);
    }
}
