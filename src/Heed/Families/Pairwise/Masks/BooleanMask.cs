namespace Heed.Pairwise.Patterns;

/// <summary>The caller says with each call which pairs may meet: true where a query may attend.</summary>
/// <remarks>
/// The word hides nothing by itself and names what <c>Mask.Pairs</c> does, whatever stands beside it. A query that is left without a key
/// reads zero, and what stands behind the mask is not felt even if it is not a number.
/// </remarks>
public sealed class BooleanMask : PlacePattern, ICataloged<BooleanMask>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "boolean-mask",
        Name = "Mask of pairs that the caller gives",
        Cite = Scores.ScaledDotProduct.Card.Cite,
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  mask(i, j) = true",
        Tex = @"o_i = \sum_{j:\, m_{ij}} \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j",
        Cost = new("n²d", "n²", "nd"),
    };

    /// <inheritdoc />
    public override bool LowersToTable => false;                                            // masks of a caller are parts of the kernel

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new();

    /// <inheritdoc />
    public override bool Sees(long i, long j) => true;
}
