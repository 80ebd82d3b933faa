namespace Heed.Pairwise.Scores;

/// <summary>
/// Every query looks at every key, scores each by their dot product over √d, and shares one unit of attention among them.
/// </summary>
/// <remarks>
/// The division keeps scores of random vectors near one whatever their width; without it softmax saturates and its gradient vanishes.
/// </remarks>
/// <param name="scale">What dot products are multiplied by; 1/√d when not given.</param>
public sealed class ScaledDotProduct(double? scale = null) : Score, ICataloged<ScaledDotProduct>
{
    private readonly double? scale = SinglePrecision.Factor(scale, nameof(scale));

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "scaled-dot-product",
        Name = "Scaled dot-product attention",
        Cite = new("Vaswani et al.", "Attention Is All You Need", 2017, "arXiv:1706.03762"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j",
        Cost = new("n²d", "nd", "nd"),
        Options = ["scale"],
        Witness = new("scaled-dot-product",
            0.489037, -0.134325, -0.377239, 0.448298, 0.410796, -0.332588,
            -0.133985, 0.444103, 0.238213, -0.40639, 0.100024, 0.323141),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { ReadsKeys = true, IsProduct = true, GrowsWithQuery = true };

    /// <inheritdoc />
    public override string? NoKernel => null;

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
    {
        inputs.RequireEqualWidths();
        return q.matmul(k.transpose(-2, -1));
    }

    /// <inheritdoc />
    public override double Factor(Inputs inputs) => scale ?? 1 / Math.Sqrt(inputs.WidthK);
}
