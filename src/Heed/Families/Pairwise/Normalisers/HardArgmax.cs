namespace Heed.Pairwise.Normalisers;

/// <summary>All weight goes to the best key of each query; it is trained as if it were a softmax.</summary>
/// <remarks>
/// Keys that tie for the best share the weight equally, wherever they stand. The gradient is that of the softmax of the same scores
/// (straight through), which is not the derivative of what is computed: that is zero almost everywhere.
/// </remarks>
public sealed class HardArgmax : Normaliser, ICataloged<HardArgmax>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "hard-argmax",
        Name = "Hard attention, straight through",
        Cite = new("Bengio, Léonard and Courville",
            "Estimating or Propagating Gradients Through Stochastic Neurons for Conditional Computation",
            2013, "arXiv:1308.3432"),
        Formula = "aᵢⱼ = 1 for the highest sᵢⱼ, else 0;  ∂a = ∂softmax(s)",
        Tex = @"a_i = \mathrm{onehot}\bigl(\operatorname{arg\,max}_j s_{ij}\bigr),\quad \partial a_i := \partial\, \mathrm{softmax}(s_i)",
        Cost = new("n²d", "n²", "nd"),
    };

    /// <inheritdoc />
    public override string? NoKernel => "hard-argmax must see all scores of a row before it knows the highest: it has no kernel";

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new()
    {
        SumsToOne = true,
        LoneWeightIsFixed = true,
        IgnoresShift = true,
        KeepsOnlyMaximum = true,
        HasExactGradient = false,
    };

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible)
    {
        var soft = Hidden.Softmax(scores, visible);
        using var frozen = torch.no_grad();
        var best = Ties.Below(scores, scores.amax([-1], true)).logical_not().logical_and(scores.isneginf().logical_not());
        var hard = best.to(scores.dtype) / best.sum(-1, true).clamp_min(1);                // 0 in a row that sees nothing
        using var thawed = torch.enable_grad();
        return hard + (soft - soft.detach());
    }
}
