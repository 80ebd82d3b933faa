namespace Heed.Alone;

/// <summary>Only the few queries that tell keys apart most are answered; all others read the mean of everything.</summary>
/// <remarks>
/// How much a query tells keys apart is its highest score less the mean of its scores. Queries that tie with the last one chosen are chosen
/// too. The paper estimates it from a sample of keys, and chooses five times ln n of them; here all keys are asked. Its causal form reads
/// sums instead of means and is left out.
/// </remarks>
/// <param name="queries">How many queries are answered.</param>
public sealed class ProbSparse(long queries = 3) : AloneMechanism, ICataloged<ProbSparse>
{
    private readonly long queries = Checked.AtLeastOne(queries, nameof(queries));

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "prob-sparse",
        Name = "ProbSparse attention (Informer)",
        Cite = new("Zhou et al.", "Informer: Beyond Efficient Transformer for Long Sequence Time-Series Forecasting", 2020,
            "arXiv:2012.07436"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(sᵢⱼ) vⱼ for the u queries with the largest maxⱼ sᵢⱼ − meanⱼ sᵢⱼ, else meanⱼ vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j(s_{ij})\, v_j \text{ for } i \in \mathrm{top}_u \left(\max_j s_{ij} - \tfrac 1m \sum_j "
            + @"s_{ij}\right),\quad \text{else } \tfrac 1m \sum_j v_j",
        Cost = new("nud", "nu", "–"),
        Witness = new("prob-sparse(3)",
            0.489037, -0.134325, -0.377239, 0.448298, 0.0857647, -0.073065,
            -0.0249532, 0.0938334, 0.048882, -0.0945239, 0.0297897, 0.0697302),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { SumsToOne = true, IgnoresKeyShift = true };

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        inputs.RequireEqualWidths();
        var visible = inputs.Mask.Visible();
        var k = inputs.Share(Hidden.Erase(inputs.K, inputs, visible));
        var scores = Reading.Scores(inputs, inputs.Q, k, 1 / Math.Sqrt(inputs.WidthK));    // (B, H, N, M)
        var seen = (visible ?? torch.ones(1, torch.@bool)).expand(scores.shape);
        var shares = seen.to(scores.dtype) / seen.sum(-1, true).clamp_min(1).to(scores.dtype);
        var weights = torch.where(Chosen(scores.detach(), seen, shares), Reading.Weights(scores, visible), shares);
        inputs.Trace?.Record("weights", weights);
        return Hidden.Read(weights, inputs.Share(inputs.V), visible);
    }

    /// <summary>Which queries are answered, (B, H, N, 1).</summary>
    private Tensor Chosen(Tensor scores, Tensor seen, Tensor shares)
    {
        var highest = scores.Filled(seen.logical_not(), double.NegativeInfinity).amax([-1], true);
        var mean = (scores.Filled(seen.logical_not(), 0) * shares).sum(-1, true);
        var apart = (highest - mean).transpose(-2, -1);                                    // (B, H, 1, N)
        var blind = highest.isneginf().logical_not().transpose(-2, -1);
        return Heed.Chosen.Best(apart, blind, queries).transpose(-2, -1);
    }
}
