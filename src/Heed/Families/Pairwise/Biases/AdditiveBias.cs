namespace Heed.Pairwise.Biases;

/// <summary>The caller gives with each call a number for every pair, which is added to its score.</summary>
/// <remarks>
/// The word adds nothing by itself and names what <c>Mask.Add</c> does, whatever stands beside it: after scale and cap, before the
/// normaliser. Gradients go through the numbers; −∞ hides a pair.
/// </remarks>
public sealed class AdditiveBias : Bias, ICataloged<AdditiveBias>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "additive-bias",
        Name = "Bias that the caller gives",
        Cite = Scores.ScaledDotProduct.Card.Cite,
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d + bᵢⱼ) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d} + b_{ij}\right) v_j",
        Cost = new("n²d", "n²", "nd"),
    };

    /// <inheritdoc />
    public override bool LowersToTable => false;                                            // biases of a caller are parts of the kernel

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Gives = Signs.Zero, IsZeroAtSelf = true };

    /// <summary>Nothing: what the caller gives is added before.</summary>
    /// <inheritdoc />
    public override Tensor Of(Meeting meeting) => torch.zeros(1, meeting.Scores.dtype);
}
