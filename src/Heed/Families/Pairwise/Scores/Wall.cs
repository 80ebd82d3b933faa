namespace Heed.Pairwise.Scores;

/// <summary>
/// A forget gate for each feature of a key: every token says how much of each feature of what came before it is to count, and a product
/// of query and key is weighed feature by feature with what is left.
/// </summary>
/// <remarks>
/// With the same decay in all features a score is multiplied by what is left of it, where <c>forgetting</c> adds the logarithm. The decay
/// of the later of the two tokens counts, that of the earlier does not. A key that a query may not see, by the caller's mask, lets
/// everything pass. The authors' model is causal (<c>wall + causal</c>); without a mask, what lies ahead fades as what lies behind does.
/// It comes from a text of 2026 that is no paper.
/// </remarks>
/// <param name="scale">What scores are multiplied by; 1/√d when not given.</param>
public sealed class Wall(double? scale = null) : Score, ICataloged<Wall>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "wall",
        Name = "Wall attention (diagonal forget gates)",
        Cite = null,
        Formula = "oᵢ = Σⱼ softmaxⱼ(Σₐ qᵢₐ kⱼₐ exp(Σ_{j<l≤i} gₗₐ) / √d) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{1}{\sqrt d}\sum_a q_{ia} k_{ja} "
            + @"\exp\Big(\sum_{l=j+1}^{i} g_{la}\Big)\right) v_j",
        Cost = new("n²d", "nd", "2nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => Distances.Facts with { IsAffineInKeys = false, ReadsBetween = true, GrowsWithQuery = true };

    /// <inheritdoc />
    public override string? NoKernel => "wall weighs each feature of a product on its own, which no kernel does: it has no kernel";

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
    [
        new("log_decay", "B H M Dk", RoleKind.Token, "the logarithm of what is kept of each feature of what came before")
        {
            Range = RoleRange.Negative,
        },
    ];

    /// <inheritdoc />
    public override double Factor(Inputs inputs) => scale ?? 1 / Math.Sqrt(inputs.WidthK);

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
    {
        inputs.RequireEqualWidths();
        var decays = inputs["log_decay"].unbind(-1);                                       // (B, H, M) for each feature
        return q.unbind(-1).Zip(k.unbind(-1), decays).Select(f => Feature(f.First, f.Second, f.Third)).Aggregate((a, b) => a + b);

        Tensor Feature(Tensor asks, Tensor has, Tensor decay) =>
            asks.unsqueeze(-1) * has.unsqueeze(-2) * Between.Sum(inputs, decay).exp().to(asks.dtype);      // (B, H, N, M)
    }
}
