using Heed.Lowering;

namespace Heed.Pairwise.Scores;

/// <summary>The nearer a key lies to the query, the higher its score: minus the squared distance between the two.</summary>
/// <remarks>Among keys of equal length it ranks as the dot product does; a long key no longer wins by its length alone.</remarks>
/// <param name="scale">What squared distances are multiplied by; 1/√d when not given.</param>
public sealed class L2Distance(double? scale = null) : Score, ICataloged<L2Distance>
{
    private readonly double? scale = SinglePrecision.Factor(scale, nameof(scale));

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "l2-distance",
        Name = "L2 attention (Euclidean distance)",
        Cite = new("Kim, Papamakarios and Mnih", "The Lipschitz Constant of Self-Attention", 2020, "arXiv:2006.04710"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(−‖qᵢ − kⱼ‖² / √d) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(-\frac{\|q_i - k_j\|^2}{\sqrt d}\right) v_j",
        Cost = new("n²d", "nd", "nd"),
        Witness = new("l2-distance",
            0.716788, -0.29575, -0.470637, 0.687459, 0.581305, -0.594322,
            -0.0866544, 0.666444, 0.272965, -0.679951, 0.292954, 0.436128),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts =>
        new() { ReadsKeys = true, IsAffineInKeys = false, Gives = scale < 0 ? Signs.Any : Signs.NotPositive };

    /// <inheritdoc />
    public override string? NoKernel => null;

    /// <inheritdoc />
    public override string? WhyNoKernel(Inputs inputs) => TensorSpan.WidthObstacle("k", inputs.WidthK + 2);

    /// <inheritdoc />
    public override bool Prepares => true;

    /// <inheritdoc />
    public override (Tensor Q, Tensor K) Meet(Inputs inputs, Tensor q, Tensor k)
    {
        inputs.RequireEqualWidths();
        var (squareQ, squareK) = (q.square().sum(-1, true), k.square().sum(-1, true));
        q = torch.cat([2 * q, -squareQ, -torch.ones_like(squareQ)], -1);
        return (q, torch.cat([k, torch.ones_like(squareK), squareK], -1));                 // 2q·k − ‖q‖² − ‖k‖²
    }

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
    {
        inputs.RequireEqualWidths();
        var squares = q.square().sum(-1, true) + k.square().sum(-1, true).transpose(-2, -1);    // ‖q‖² + ‖k‖²
        return (2 * q.matmul(k.transpose(-2, -1))) - squares;
    }

    /// <inheritdoc />
    public override double Factor(Inputs inputs) => scale ?? 1 / Math.Sqrt(inputs.WidthK);
}
