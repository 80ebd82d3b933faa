namespace Heed.Blended;

/// <summary>Several mechanisms read the same text, and their results are added in shares.</summary>
/// <remarks>
/// Inputs of one name are given to all mechanisms that read them; where one of them wants unit vectors, say, and another does not, they
/// are brought to length one for the first alone. Without arguments it is a window of exact attention beside a memory of
/// everything before, half each, as hybrids of the two have it; <c>gate=simplex</c> lets every token say the shares, as Infini-attention
/// does for each head, and <c>gate=unit</c> lets it weigh each mechanism on its own, as native sparse attention does.
/// </remarks>
/// <param name="of">The mechanisms, at least two.</param>
/// <param name="shares">The share of each; when not given, equal shares of one.</param>
/// <param name="gate">Whether tokens say shares themselves, by which the fixed ones are multiplied.</param>
public sealed class Blend(Expression[]? of = null, double[]? shares = null, BlendGate gate = BlendGate.None)
    : BlendMechanism(of ?? Usual(), shares, gate), ICataloged<Blend>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "blend",
        Name = "Blend of mechanisms",
        Cite = new("Munkhdalai et al.",
            "Leave No Context Behind: Efficient Infinite Context Transformers with Infini-attention", 2024, "arXiv:2404.07143"),
        Formula = "oᵢ = Σₖ gₖ oᵢ⁽ᵏ⁾",
        Tex = @"o_i = \sum_k g_k\, o_i^{(k)}",
        Cost = new("Σ of all", "Σ of all", "Σ of all"),
        Witness = new("blend(sliding-window(2) + causal, linear-elu, shares=[0.75, 0.5])",
            -0.563564, 0.107792, 0.47385, -0.502174, -0.402288, 0.392086,
            0.0759578, -0.455305, -0.231496, 0.64708, -0.307064, -0.391512),
    };

    private static Expression[] Usual() => [Expression.Parse("causal + sliding-window(4)"), Expression.Parse("linear-elu")];
}

/// <summary>Whether tokens say the shares of a blend themselves.</summary>
public enum BlendGate
{
    /// <summary>No: shares are fixed.</summary>
    None,

    /// <summary>A number between 0 and 1 for each mechanism.</summary>
    Unit,

    /// <summary>Numbers that sum to 1.</summary>
    Simplex,
}
