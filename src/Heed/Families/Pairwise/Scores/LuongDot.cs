namespace Heed.Pairwise.Scores;

/// <summary>The plainest score: the dot product of the decoder's state and each memory, not scaled.</summary>
/// <param name="scale">What dot products are multiplied by.</param>
public sealed class LuongDot(double scale = 1) : Recipe, ICataloged<LuongDot>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "luong-dot",
        Name = "Dot-product attention (Luong)",
        Cite = new("Luong, Pham and Manning",
            "Effective Approaches to Attention-based Neural Machine Translation", 2015, "arXiv:1508.04025"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j(q_i \cdot k_j)\, v_j",
        Cost = new("n²d", "nd", "nd"),
        OfDecoders = true,
        Witness = new("luong-dot",
            0.711574, -0.234964, -0.516016, 0.66444, 0.58809, -0.528273,
            -0.148412, 0.651795, 0.296131, -0.615965, 0.216532, 0.435746),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new ScaledDotProduct(scale)];
}
