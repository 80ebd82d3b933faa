namespace Heed.Pairwise.Patterns;

/// <summary>The caller says with each call which keys exist: texts of different lengths then lie in one
/// batch, filled up with padding.</summary>
/// <remarks>
/// The word hides nothing by itself and names what <c>Mask.Keys</c> does, whatever stands beside it: true where the key exists. A text of
/// padding alone reads zero, and padding is not felt even if it is not a number.
/// </remarks>
public sealed class KeyPaddingMask : PlacePattern, ICataloged<KeyPaddingMask>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "key-padding-mask",
        Name = "Mask of keys that the caller gives",
        Cite = Scores.ScaledDotProduct.Card.Cite,
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  exists(j) = true",
        Tex = @"o_i = \sum_{j:\, e_j} \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override bool LowersToTable => false;                                            // masks of a caller are parts of the kernel

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new();

    /// <inheritdoc />
    public override bool Sees(long i, long j) => true;
}
