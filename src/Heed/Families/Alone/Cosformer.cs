namespace Heed.Alone;

/// <summary>
/// The products of what is positive in queries and keys, less the farther they stand apart, down to nothing at a whole text.
/// </summary>
/// <remarks>
/// The length of the text has to be known before. A cosine of a difference is a sum of two products, so a memory of twice the features
/// computes the same in linear time. A query without any positive feature reads nothing.
/// </remarks>
/// <param name="causal">Whether a token reads only what came before it; if not, both texts are counted from their start.</param>
public sealed class Cosformer(bool causal = true) : AloneMechanism, ICataloged<Cosformer>
{
    private const double SmallestMass = 1e-6;

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "cosformer",
        Name = "cosFormer",
        Cite = new("Qin et al.", "cosFormer: Rethinking Softmax in Attention", 2022, "arXiv:2202.08791"),
        Formula = "aᵢⱼ = max(qᵢ, 0)·max(kⱼ, 0) cos(π(i − j) / 2n) / Σ,  n = the length of the text",
        Tex = @"a_{ij} \propto \max(q_i, 0) \cdot \max(k_j, 0) \cos\left(\frac{\pi (i - j)}{2n}\right)",
        Cost = new("nd²", "nd + d²", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts => new() { IsCausal = causal, IsOrdered = true };

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <inheritdoc />
    public override string? NoSteps => $"'{Name}' needs to know the length of the text beforehand, so it cannot go token by token";

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        if (inputs.Mask.Bias is not null)
            throw new NotSupportedException($"'{Name}' has no scores, so there is nothing that a bias could be added to.");
        inputs.RequireEqualWidths();
        var visible = Hidden.Join(inputs.Mask.Visible(), Visible(inputs.Queries, inputs.Keys));
        var (q, k) = (inputs.Q.relu(), inputs.Share(Hidden.Erase(inputs.K, inputs, visible)).relu());
        var weights = q.matmul(k.transpose(-2, -1)) * Nearness(inputs);                    // (B, H, N, M)
        if (visible is not null) weights = weights.Filled(visible.logical_not(), 0);
        weights = weights / weights.sum(-1, true).clamp(min: SmallestMass);
        inputs.Trace?.Record("weights", weights);
        return Hidden.Read(weights, inputs.Share(inputs.V), visible);
    }

    private Tensor Nearness(Inputs inputs)
    {
        var first = causal ? inputs.Offset : 0;
        var distance = (torch.arange(inputs.Queries) + first).unsqueeze(1) - torch.arange(inputs.Keys);
        return (distance.to(inputs.Q.dtype) * (Math.PI / 2 / Math.Max(inputs.Queries, inputs.Keys))).cos();
    }
}
