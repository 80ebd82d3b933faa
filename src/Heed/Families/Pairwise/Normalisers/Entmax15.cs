namespace Heed.Pairwise.Normalisers;

/// <summary>
/// Half-way between softmax and sparsemax: near scores share smoothly, and keys that lie far behind the best get exactly nothing.
/// </summary>
/// <remarks>A key gets weight only if its score is less than 2 below the highest.</remarks>
public sealed class Entmax15 : Normaliser, ICataloged<Entmax15>
{
    private const double OutOfReach = -2;                                                  // half a score: from −1 on there is no weight

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "entmax15",
        Name = "1.5-entmax attention",
        Cite = new("Peters, Niculae and Martins", "Sparse Sequence-to-Sequence Models", 2019, "arXiv:1905.05702"),
        Formula = "aᵢⱼ = max(sᵢⱼ/2 − τᵢ, 0)²,  τᵢ such that Σⱼ aᵢⱼ = 1",
        Tex = @"a_{ij} = \left[\frac{s_{ij}}{2} - \tau_i\right]_+^2,\quad \tau_i \text{ such that } \sum_j a_{ij} = 1",
        Cost = new("n²d + n²·log n", "n²", "nd"),
    };

    /// <inheritdoc />
    public override string? NoKernel => "entmax15 must see all scores of a row before it knows the first weight: it has no kernel";

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { SumsToOne = true, LoneWeightIsFixed = true, IgnoresShift = true };

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible)
    {
        var highest = scores.detach().amax([-1], true);
        var half = (scores - highest.Filled(highest.isneginf(), 0)) / 2;              // large scores would drown the 1 to share out
        Tensor supported;
        using (torch.no_grad())
        {
            var sorted = half.clamp_min(OutOfReach).sort(-1, descending: true).Values;     // (B, H, N, M)
            var rank = torch.arange(1, half.shape[^1] + 1, half.dtype);
            var thresholds = Threshold(sorted.cumsum(-1), sorted.square().cumsum(-1), rank);
            var kept = sorted.ge(thresholds).sum(-1, true);                                // how many get weight: (B, H, N, 1)
            supported = half.ge(sorted.gather(-1, (kept - 1).clamp_min(0))).logical_and(half.isfinite());
        }

        var reached = half.Filled(supported.logical_not(), 0);
        var count = supported.sum(-1, true).clamp_min(1).to(half.dtype);
        var threshold = Threshold(reached.sum(-1, true), reached.square().sum(-1, true), count);
        return (reached - threshold).Filled(supported.logical_not(), 0).square();
    }

    /// <summary>
    /// The τ for which so many keys, with that sum and that sum of squares, get weights that sum to one: the smaller root of Σ(z − τ)² =
    /// 1.
    /// </summary>
    private static Tensor Threshold(Tensor sum, Tensor squares, Tensor count)
    {
        var mean = sum / count;
        var spread = squares - (sum * mean);                                               // Σ(z − mean)²
        return mean - ((1 - spread) / count).clamp_min(0).sqrt();
    }
}
