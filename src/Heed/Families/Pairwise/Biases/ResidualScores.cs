namespace Heed.Pairwise.Biases;

/// <summary>A layer adds the scores of the layer before it to its own, so that where to look is refined from layer to layer.</summary>
/// <remarks>
/// What is passed on, the trace step <c>scores</c>, is the sum before the mask. All pairs of the text must have met before, so it does not
/// go token by token.
/// </remarks>
public sealed class ResidualScores : Bias, ICataloged<ResidualScores>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "residual-scores",
        Name = "Residual attention (RealFormer)",
        Cite = new("He et al.", "RealFormer: Transformer Likes Residual Attention", 2020, "arXiv:2012.11747"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(sᵢⱼ) vⱼ,  s = qᵢ·kⱼ / √d + s of the layer before",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j(s^l_{ij})\, v_j,\quad s^l_{ij} = \frac{q_i \cdot k_j}{\sqrt d} + s^{l-1}_{ij}",
        Cost = new("n²d", "n² + nd", "–"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Learns = true, Streams = false };

    /// <inheritdoc />
    public override string? NoKernel => "residual-scores passes scores on from layer to layer, and the kernel keeps none: it has no kernel";

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
        [new("prev_scores", "B H N M", RoleKind.Token, "the scores of the layer before")];

    /// <inheritdoc />
    public override Tensor Of(Meeting meeting)
    {
        var before = meeting.Inputs["prev_scores"];                                        // (B, H, N, M)
        if (meeting.Inputs.Mask.Visible() is { } visible) before = before.Filled(visible.logical_not(), 0);
        meeting.Inputs.Trace?.Record("scores", OfText(meeting) + before);
        return before;
    }

    /// <summary>The scores so far, without those of keys before the text.</summary>
    private static Tensor OfText(Meeting meeting) =>
        meeting.Scores.narrow(-1, meeting.Scores.shape[^1] - meeting.Inputs.Keys, meeting.Inputs.Keys);
}
