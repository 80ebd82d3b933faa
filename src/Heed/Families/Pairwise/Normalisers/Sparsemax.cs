namespace Heed.Pairwise.Normalisers;

/// <summary>Scores are projected onto the probability simplex, so that most keys get exactly nothing.</summary>
public sealed class Sparsemax : Normaliser, ICataloged<Sparsemax>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "sparsemax",
        Name = "Sparsemax attention",
        Cite = new("Martins and Astudillo",
            "From Softmax to Sparsemax: A Sparse Model of Attention and Multi-Label Classification", 2016, "arXiv:1602.02068"),
        Formula = "aᵢⱼ = max(sᵢⱼ − τᵢ, 0),  τᵢ such that Σⱼ aᵢⱼ = 1",
        Tex = @"a_i = \operatorname{arg\,min}_{p \in \Delta} \|p - s_i\|^2 = [s_i - \tau_i]_+",
        Cost = new("n²d + n²·log n", "n²", "nd"),
        Witness = new("sparsemax",
            0.843876, -0.298611, -0.595343, 0.794112, 0.728674, -0.696143,
            -0.149278, 0.820387, 0.341115, -0.850614, 0.366846, 0.545291),
    };

    /// <inheritdoc />
    public override string? NoKernel => "sparsemax must see all scores of a row before it knows the first weight: it has no kernel";

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { SumsToOne = true, LoneWeightIsFixed = true, IgnoresShift = true };

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible)
    {
        var highest = scores.detach().amax([-1], true);
        scores = scores - highest.Filled(highest.isneginf(), 0);                      // large scores would drown the 1 that is shared out
        Tensor supported;
        using (torch.no_grad())
        {
            var sorted = scores.sort(-1, descending: true).Values;                         // (B, H, N, M)
            var rank = torch.arange(1, scores.shape[^1] + 1, scores.dtype);
            var kept = (1 + rank * sorted).gt(sorted.cumsum(-1)).sum(-1, true);            // how many get weight: (B, H, N, 1)
            supported = scores.ge(sorted.gather(-1, (kept - 1).clamp_min(0))).logical_and(scores.isfinite());
        }

        var sum = scores.Filled(supported.logical_not(), 0).sum(-1, true);
        var threshold = (sum - 1) / supported.sum(-1, true).clamp_min(1);
        return (scores - threshold).Filled(supported.logical_not(), 0);
    }
}
