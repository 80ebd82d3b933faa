namespace Heed.Pairwise.Normalisers;

/// <summary>Each head learns how far back it looks: weights fade to nothing over a ramp behind its span, and what is left is shared out
/// anew.</summary>
/// <remarks>
/// Since the ramp is soft, the span has a gradient, and most heads learn a short one. Keys ahead of a query are not faded. The paper's
/// model is causal: <c>adaptive-span + causal</c>.
/// </remarks>
/// <param name="ramp">Over how many tokens a weight fades from all to nothing.</param>
/// <param name="eps">Added to the sum that weights are divided by.</param>
public sealed class AdaptiveSpan(double ramp = 2, double eps = 1e-8) : Normaliser, ICataloged<AdaptiveSpan>
{
    private readonly double ramp = ramp > 0 ? ramp
        : throw new ArgumentOutOfRangeException(nameof(ramp), ramp, "A ramp has a length above 0.");
    private readonly double eps = eps > 0 ? eps
        : throw new ArgumentOutOfRangeException(nameof(eps), eps, "What is added must be above 0: beyond the span all weights are 0.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "adaptive-span",
        Name = "Adaptive attention span",
        Cite = new("Sukhbaatar, Grave, Bojanowski and Joulin", "Adaptive Attention Span in Transformers", 2019, "arXiv:1905.07799"),
        Formula = "aᵢⱼ = mᵢⱼ softmaxⱼ(sᵢⱼ) / (Σₗ mᵢₗ softmaxₗ(sᵢₗ) + ε),  mᵢⱼ = clamp((R + zₕ − (i − j)) / R, 0, 1)",
        Tex = @"a_{ij} = \frac{m_{ij}\, \mathrm{softmax}_j(s_{ij})}{\sum_l m_{il}\, \mathrm{softmax}_l(s_{il}) + \varepsilon},\quad "
            + @"m_{ij} = \min\left(\max\left(\frac{R + z_h - (i - j)}{R}, 0\right), 1\right)",
        Cost = new("n²d", "n²", "nd"),
    };

    /// <inheritdoc />
    public override string? NoKernel =>
        "adaptive-span multiplies weights by a learned function of distance, which no part of the kernel does: it has no kernel";

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new()
    {
        Place = Place.Relative,
        NeedsPlaces = true,
        LoneWeightIsFixed = true,
        IgnoresShift = true,
        Learns = true,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
        [new("z", "H", RoleKind.Parameter, "the span of each head, in tokens") { Range = RoleRange.Positive }];

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible)
    {
        var beyond = inputs.Places.Distance(scores.dtype) - inputs.Signals["z"].view(-1, 1, 1);                // (H, N, M)
        var weights = Hidden.Softmax(scores, visible) * (1 - (beyond / ramp)).clamp(0, 1);
        return weights / (weights.sum(-1, true) + eps);
    }
}
