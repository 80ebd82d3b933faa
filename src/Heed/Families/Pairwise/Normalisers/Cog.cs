namespace Heed.Pairwise.Normalisers;

/// <summary>
/// A key that speaks against the query is subtracted instead of being left out: weights go by the size of a score, and have its sign.
/// </summary>
/// <remarks>
/// The sizes of the weights sum to one; the weights do not. A score of exactly 0 has no sign, and its key counts as nothing.
/// </remarks>
public sealed class Cog : Normaliser, ICataloged<Cog>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "cog",
        Name = "Cog attention (negative weights)",
        Cite = new("Lv et al.", "More Expressive Attention with Negative Weights", 2024, "arXiv:2411.07176"),
        Formula = "aᵢⱼ = sign(sᵢⱼ) · softmaxⱼ(|sᵢⱼ|)",
        Tex = @"a_{ij} = \mathrm{sign}(s_{ij})\, \mathrm{softmax}_j(|s_{ij}|)",
        Cost = new("n²d", "n²", "nd"),
    };

    /// <inheritdoc />
    public override string? NoKernel => "cog has weights of either sign, which no kernel sums: it has no kernel";

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { KeepsSigns = true, IsSilentAtZero = true };

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible)
    {
        var seen = visible is null ? scores : scores.Filled(visible.logical_not(), 0);
        var sizes = seen.abs();
        if (visible is not null) sizes = sizes.Filled(visible.logical_not(), double.NegativeInfinity);
        return seen.sign().detach() * Hidden.Softmax(sizes, visible);
    }
}
