namespace Heed.Alone;

/// <summary>Each feature of the keys gathers one value from the whole text, and a query reads a mixture of these.</summary>
/// <remarks>
/// The softmax of a key's feature runs over the text, that of a query over its features; both are taken of what is given, with no scale.
/// So weights sum to one though no score of a query and a key is ever made.
/// </remarks>
public sealed class EfficientAttention : AloneMechanism, ICataloged<EfficientAttention>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "efficient-attention",
        Name = "Efficient attention",
        Cite = new("Shen et al.", "Efficient Attention: Attention with Linear Complexities", 2018, "arXiv:1812.01243"),
        Formula = "oᵢ = Σ_c softmax_c(qᵢ) Σⱼ softmaxⱼ(kⱼ_c) vⱼ",
        Tex = @"o_i = \sum_c \mathrm{softmax}_c(q_i) \sum_j \mathrm{softmax}_j(k_{jc})\, v_j",
        Cost = new("nd²", "nd + d²", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { SumsToOne = true, IgnoresKeyShift = true };

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        inputs.RequireEqualWidths();
        if (inputs.Mask.PairMask is not null || inputs.Mask.Bias is not null)
            throw new NotSupportedException(
                $"'{Name}' gathers values before queries see them, so a mask can hide whole keys only, not pairs.");
        var visible = inputs.Mask.Visible();                                               // (B, 1, 1, M)
        var k = inputs.Share(Hidden.Erase(inputs.K, inputs, visible)).transpose(-2, -1);   // (B, H, D, M)
        var gathered = Hidden.Read(Reading.Weights(k, visible), inputs.Share(inputs.V), visible);               // (B, H, D, Dv)
        return inputs.Q.softmax(-1).matmul(gathered);
    }
}
