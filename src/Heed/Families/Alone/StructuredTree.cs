namespace Heed.Alone;

/// <summary>A token reads the tokens that hang on it in a tree, and as no tree is certain it reads each by how likely it is that it hangs
/// there.</summary>
/// <remarks>
/// Scores of pairs make all trees likely or not; the probability of each arc over all of them comes from one inverse matrix. A tree has one
/// root, whose score stands on the diagonal, so a token reads itself as far as it is the root. For each token the probabilities of what it
/// may hang on sum to one. A mask can hide whole tokens only, which then are in no tree.
/// </remarks>
public sealed class StructuredTree : AloneMechanism, ICataloged<StructuredTree>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "structured-tree",
        Name = "Structured attention (non-projective trees)",
        Cite = new("Kim, Denton, Hoang and Rush", "Structured Attention Networks", 2017, "arXiv:1702.00887"),
        Formula = "oₚ = Σ_c P(p → c) v_c,  P over trees with weight exp(s_root + Σ of s over arcs)",
        Tex = @"o_p = \sum_c P(p \to c)\, v_c,\quad P(\mathrm{tree}) \propto \exp\Bigl(s_{rr} + \sum_{p \to c} s_{pc}\Bigr)",
        Cost = new("n³", "n²", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new();

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("scores", "B N M", RoleKind.Token, "how well a token hangs on another; on the diagonal, how well it is the root"),
        new("v", "B M Dv", RoleKind.Value, "what is read"),
    ];

    /// <inheritdoc />
    public override string OutputShape => "B N Dv";

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        if (inputs.Queries != inputs.Keys)
            throw new ArgumentException(
                $"Tokens hang on one another: {inputs.Queries} and {inputs.Keys} of them are not the same.", "scores");
        var (v, _) = SetReading.Shown(inputs, "v");
        var scores = inputs["scores"];
        var arcs = inputs.Mask.KeyMask is not { } exists ? Arcs(scores)
            : torch.stack([.. scores.unbind(0).Zip(exists.unbind(0), (s, there) => Among(s, there.nonzero().flatten()))]);
        return arcs.matmul(v);                                                             // (B, N, Dv)
    }

    /// <summary>The arcs among some of the tokens of a text, 0 for all others.</summary>
    private static Tensor Among(Tensor scores, Tensor tokens)
    {
        var none = torch.zeros_like(scores);
        if (tokens.shape[0] == 0) return none;
        var arcs = Arcs(scores.index_select(0, tokens).index_select(1, tokens));
        var wide = none.narrow(0, 0, tokens.shape[0]).index_copy(1, tokens, arcs);
        return none.index_copy(0, tokens, wide);
    }

    /// <summary>How likely each arc is, and on the diagonal each root, (…, N, N).</summary>
    private static Tensor Arcs(Tensor scores)
    {
        // each token has one arc, or is the root: what is taken from all of its scores is taken from every tree
        var weights = (scores - scores.detach().amax([-2], true)).exp();
        var own = torch.eye(scores.shape[^1], dtype: torch.@bool);
        var (arcs, root) = (weights.Filled(own, 0), weights.diagonal(dim1: -2, dim2: -1));  // (…, N, N), (…, N)
        var laplacian = torch.diag_embed(arcs.sum(-2)) - arcs;
        laplacian = torch.cat([root.unsqueeze(-2), laplacian.narrow(-2, 1, scores.shape[^1] - 1)], -2);
        var inverse = torch.linalg.inv(laplacian);
        var first = torch.arange(scores.shape[^1]).eq(0);
        var into = inverse.diagonal(dim1: -2, dim2: -1).Filled(first, 0).unsqueeze(-2);    // (…, 1, c)
        var from = inverse.transpose(-2, -1).Filled(first.unsqueeze(-1), 0);               // (…, p, c)
        return (arcs * (into - from)) + torch.diag_embed(root * inverse.select(-1, 0));
    }
}
