namespace Heed.Pairwise.Sharing;

/// <summary>All heads share one small vector for each token, from which their keys and values are made when they are read: only that
/// vector is kept.</summary>
/// <remarks>
/// Next to it one more key for all heads carries the position: that part of queries and keys is given already rotated. The scale is 1/√
/// of the width of both
/// parts together. Here the maps are applied to every token; to move them to the side of the query changes the cost and not the result.
/// </remarks>
public sealed class Mla : HeadSharing, ICataloged<Mla>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "mla",
        Name = "Multi-head latent attention",
        Cite = new("DeepSeek-AI",
            "DeepSeek-V2: A Strong, Economical, and Efficient Mixture-of-Experts Language Model", 2024, "arXiv:2405.04434"),
        Formula = "oₕᵢ = Σⱼ softmaxⱼ((qₕᵢ·W_ukₕ cⱼ + rₕᵢ·kʳⱼ) / √(d + dᵣ)) W_uvₕ cⱼ",
        Tex = @"o_{hi} = \sum_j \mathrm{softmax}_j\left(\frac{q_{hi} \cdot W^{UK}_h c_j + q^R_{hi} \cdot k^R_j}{\sqrt{d + "
            + @"d_R}}\right) W^{UV}_h c_j",
        Cost = new("n²d", "nd", "n(d_c + d_r)/H"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("q_nope", "B H N Dn", RoleKind.Query, "what asks by content"),
        new("q_rope", "B H N Dr", RoleKind.Query, "what asks by position, already rotated"),
        new("c", "B M Dc", RoleKind.Key, "what keys and values of all heads are made of"),
        new("k_rope", "B M Dr", RoleKind.Key, "what tells the position to all heads, already rotated"),
        new("w_uk", "H Dn Dc", RoleKind.Parameter, "makes keys"),
        new("w_uv", "H Dv Dc", RoleKind.Parameter, "makes values"),
    ];

    /// <inheritdoc />
    // what is added to a latent is added to values too
    public override PairwiseFacts Facts { get; } = new() { IsAffineInKeys = false };

    /// <inheritdoc />
    // the kernel gets keys and values as they were made
    public override string? NoKernel => null;

    /// <inheritdoc />
    public override long? SizeOf(string name, Sizes sizes) => name is "Dq" or "Dk" ? sizes.Find("Dn") + sizes.Find("Dr") : null;

    /// <inheritdoc />
    public override Inputs Expand(Inputs inputs)
    {
        var (c, shared) = (Clean(inputs["c"], inputs), Clean(inputs["k_rope"], inputs));
        var latent = c.unsqueeze(1);                                                       // (B, 1, M, Dc)
        var (keys, values) = (latent.matmul(inputs["w_uk"].transpose(-2, -1)), latent.matmul(inputs["w_uv"].transpose(-2, -1)));
        var position = shared.unsqueeze(1).expand(inputs.Batch, inputs.Heads, inputs.Keys, -1);
        return inputs.With(torch.cat([inputs["q_nope"], inputs["q_rope"]], -1), torch.cat([keys, position], -1), values);
    }

    /// <summary>The tokens, with those that nobody sees set to zero, so that they spread neither to the maps nor to their
    /// gradients.</summary>
    private static Tensor Clean(Tensor x, Inputs inputs)
    {
        if (inputs.Mask.Visible() is not { } visible || x.isfinite().all().ToBoolean()) return x;
        var seen = visible.expand(inputs.Batch, inputs.Heads, inputs.Queries, inputs.Keys).any(1).any(1);       // (B, M)
        return x.Filled(seen.logical_not().unsqueeze(-1), 0);
    }
}
