namespace Heed.Alone;

/// <summary>
/// Every channel averages values, weighed by the exponentials of their keys and of a learned number for each pair of places.
/// </summary>
/// <remarks>There are no products: queries only gate the result. Learned numbers are taken for as many places as the text has.</remarks>
/// <param name="causal">Whether a token reads only what came before it.</param>
public sealed class AftFull(bool causal = true) : Aft(causal), ICataloged<AftFull>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "aft-full",
        Name = "Attention-free transformer (full)",
        Cite = new("Zhai et al.", "An Attention Free Transformer", 2021, "arXiv:2105.14103"),
        Formula = "oᵢ = σ(qᵢ) ⊙ Σⱼ e^{kⱼ+wᵢⱼ}⊙vⱼ / Σⱼ e^{kⱼ+wᵢⱼ}",
        Tex = @"o_i = \sigma(q_i) \odot \frac{\sum_j e^{k_j + w_{ij}} \odot v_j}{\sum_j e^{k_j + w_{ij}}}",
        Cost = new("n²d", "nd", "nd"),
    };
}
