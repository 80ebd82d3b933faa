namespace Heed.Pairwise.Normalisers;

/// <summary>Softmax, sparsemax, and all that lies between: the larger α is, the more keys get exactly nothing.</summary>
/// <remarks>
/// Of the scores (α − 1)s a threshold is taken, and what is left is raised to the power 1/(α − 1); the threshold is found by halving an
/// interval. An α of 1 is softmax, of 1.5 <c>entmax15</c>, of 2 <c>sparsemax</c>. A key gets weight only if its score is less than
/// 1/(α − 1) below the highest. Derivatives are those of the exact threshold.
/// </remarks>
/// <param name="alpha">From 1 to 2; just above 1 powers are too high for single precision.</param>
public sealed class Entmax(double alpha = 1.25) : Normaliser, ICataloged<Entmax>
{
    private const double Least = 1.01, Most = 2;
    private const int Halvings = 60;                                                       // until double precision has no number between

    private readonly double alpha = alpha is 1 or (>= Least and <= Most) ? alpha
        : throw new ArgumentOutOfRangeException(nameof(alpha), alpha, $"Give 1, or a number from {Least} to {Most}.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "entmax",
        Name = "α-entmax attention",
        Cite = new("Peters, Niculae and Martins", "Sparse Sequence-to-Sequence Models", 2019, "arXiv:1905.05702"),
        Formula = "aᵢⱼ = max((α − 1)sᵢⱼ − τᵢ, 0)^(1/(α − 1)),  τᵢ such that Σⱼ aᵢⱼ = 1",
        Tex = @"a_{ij} = \left[(\alpha - 1) s_{ij} - \tau_i\right]_+^{1/(\alpha - 1)},\quad \tau_i \text{ such that } \sum_j a_{ij} = 1",
        Cost = new("n²d", "n²", "nd"),
        Witness = new("entmax(1.25)",
            0.628359, -0.178538, -0.479763, 0.577842, 0.525306, -0.431408,
            -0.166248, 0.569775, 0.298234, -0.519739, 0.134341, 0.407927),
    };

    /// <inheritdoc />
    public override string? NoKernel => "entmax must see all scores of a row before it knows the first weight: it has no kernel";

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { SumsToOne = true, LoneWeightIsFixed = true, IgnoresShift = true };

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible)
    {
        if (alpha == 1) return Hidden.Softmax(scores, visible);
        var highest = scores.detach().amax([-1], true);
        var hidden = scores.isneginf();
        var z = ((scores - highest.Filled(highest.isneginf(), 0)) * (alpha - 1)).Filled(hidden, 0);
        var threshold = Threshold(z.detach(), hidden);                                     // (B, H, N, 1)
        var reached = z.detach().gt(threshold).logical_and(hidden.logical_not());
        // one step of Newton's brings the derivative of the threshold, and its last digits
        var (sum, slope) = (Powers(threshold, 1).sum(-1, true), Powers(threshold, 0).detach().sum(-1, true) / (alpha - 1));
        var better = threshold + ((sum - 1) / slope.Filled(slope.eq(0), 1));
        return Powers(better, 1);

        // the power by which weights are made, or with 0 the one below it, which their derivative has
        Tensor Powers(Tensor at, int whole)
        {
            var above = (z - at).clamp_min(0).Filled(reached.logical_not(), 1);
            return above.pow((1 / (alpha - 1)) - 1 + whole).Filled(reached.logical_not(), 0);
        }
    }

    /// <summary>The threshold above which weights sum to one, to the last digit but a few.</summary>
    private Tensor Threshold(Tensor z, Tensor hidden)
    {
        var (low, high) = (torch.full([.. z.shape[..^1], 1], -1.0, z.dtype), torch.zeros([.. z.shape[..^1], 1], z.dtype));
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            var tooLow = (z - middle).clamp_min(0).pow(1 / (alpha - 1)).Filled(hidden, 0).sum(-1, true).ge(1);
            (low, high) = (torch.where(tooLow, middle, low), torch.where(tooLow, high, middle));
        }

        return low;
    }
}
