namespace Heed.Pairwise.Scores;

/// <summary>A learned matrix stands between the decoder's state and each memory, so that they may live in different spaces.</summary>
/// <remarks>
/// The score of <c>bilinear</c>, under the name of its paper. Queries and keys may differ in width; all heads share the matrix.
/// </remarks>
/// <param name="scale">What scores are multiplied by.</param>
public sealed class LuongGeneral(double scale = 1) : Recipe, ICataloged<LuongGeneral>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "luong-general",
        Name = "General attention (Luong)",
        Cite = new("Luong, Pham and Manning",
            "Effective Approaches to Attention-based Neural Machine Translation", 2015, "arXiv:1508.04025"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢᵀ Wₐ kⱼ) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j(q_i^\top W_a k_j)\, v_j",
        Cost = new("n²d", "nd", "nd"),
        OfDecoders = true,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new Bilinear(scale)];
}
