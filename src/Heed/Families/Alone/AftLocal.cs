namespace Heed.Alone;

/// <summary>
/// Every channel averages values, weighed by the exponentials of their keys, and of a learned number for pairs of places that are near.
/// </summary>
/// <remarks>All tokens are read; those that are not near only have no number of their own. Queries gate the result.</remarks>
/// <param name="window">How many places count as near on either side, the own included.</param>
/// <param name="causal">Whether a token reads only what came before it.</param>
public sealed class AftLocal(long window = 32, bool causal = true) : Aft(causal), ICataloged<AftLocal>
{
    private readonly long window = window >= 1 ? window
        : throw new ArgumentOutOfRangeException(nameof(window), window, "A place is near to itself at least.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "aft-local",
        Name = "Attention-free transformer (local)",
        Cite = new("Zhai et al.", "An Attention Free Transformer", 2021, "arXiv:2105.14103"),
        Formula = "oᵢ = σ(qᵢ) ⊙ Σⱼ e^{kⱼ+wᵢⱼ}⊙vⱼ / Σⱼ e^{kⱼ+wᵢⱼ},  wᵢⱼ = 0 where |i − j| ≥ s",
        Tex = @"o_i = \sigma(q_i) \odot \frac{\sum_j e^{k_j + w_{ij}} \odot v_j}{\sum_j e^{k_j + w_{ij}}},\quad "
            + @"w_{ij} = 0 \text{ where } |i - j| \ge s",
        Cost = new("nsd", "nd", "nd"),
    };

    private protected override Tensor Pairs(Inputs inputs, Tensor learned)
    {
        var distance = Places.Of(inputs.Places.Queries).unsqueeze(1) - Places.Of(inputs.Places.Keys);
        return learned.Filled(distance.abs().ge(window), 0);
    }
}
