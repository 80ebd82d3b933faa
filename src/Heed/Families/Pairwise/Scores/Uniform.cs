namespace Heed.Pairwise.Scores;

/// <summary>A yardstick: every visible key weighs the same, whatever it holds.</summary>
/// <remarks>
/// What a mechanism gains over this row of a table is what its choosing is worth. With a position part it shows attention by place alone.
/// </remarks>
public sealed class Uniform : Score, ICataloged<Uniform>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "uniform",
        Name = "Uniform weights",
        Cite = null,
        Formula = "oᵢ = 1/|visible(i)| Σⱼ vⱼ",
        Tex = @"o_i = \frac{1}{|\mathrm{visible}(i)|} \sum_{j \in \mathrm{visible}(i)} v_j",
        Cost = new("nd", "d", "d"),
        Witness = new("uniform",
            0.0942119, -0.0273811, -0.0714228, 0.0868258, 0.0857647, -0.073065,
            -0.0249532, 0.0938334, 0.048882, -0.0945239, 0.0297897, 0.0697302),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Gives = Signs.Zero };

    /// <inheritdoc />
    public override string? NoKernel => null;

    /// <inheritdoc />
    public override bool Prepares => true;

    /// <inheritdoc />
    public override (Tensor Q, Tensor K) Meet(Inputs inputs, Tensor q, Tensor k) => (Nothing(q), Nothing(k));

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k) =>
        torch.zeros([inputs.Batch, inputs.Heads, q.shape[2], k.shape[2]], q.dtype);             // keys of a context are among them

    private static Tensor Nothing(Tensor like) => torch.zeros([.. like.shape[..3], 1], like.dtype);     // whose products are 0
}
