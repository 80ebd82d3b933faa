namespace Heed.Pairwise.Biases;

/// <summary>
/// Each token says how much of what came before it is to be forgotten: a score falls by the decays of all tokens from the key to the
/// query.
/// </summary>
/// <remarks>
/// A forget gate, as recurrent cells have it, for softmax attention. The decay of the later of the two tokens counts, that of the earlier
/// does not.
/// A key that a query may not see, by the caller's mask, lets everything pass. The paper's model is causal (<c>forgetting + causal</c>);
/// without a mask, what lies ahead fades as what lies behind does.
/// </remarks>
public sealed class Forgetting : Bias, ICataloged<Forgetting>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "forgetting",
        Name = "Forgetting attention (FoX)",
        Cite = new("Lin, Nikishin, He and Courville",
            "Forgetting Transformer: Softmax Attention with a Forget Gate", 2025, "arXiv:2503.02130"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d + Σ_{j<l≤i} log fₗ) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d} + \sum_{l=j+1}^{i} \log f_l\right) v_j",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new()
    {
        Place = Place.Relative,
        PeaksAtSelf = true,
        Learns = true,
        Gives = Signs.NotPositive,
        IsZeroAtSelf = true,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
        [new("log_decay", "B H M", RoleKind.Token, "the logarithm of what is kept of all that came before") { Range = RoleRange.Negative }];

    /// <inheritdoc />
    public override Tensor Of(Meeting meeting) =>
        Between.Sum(meeting.Inputs, meeting.Inputs["log_decay"]).to(meeting.Scores.dtype);
}
