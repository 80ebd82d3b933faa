using System.Globalization;
using Heed.Models.Layers;
using TorchSharp.Modules;

namespace Heed.Models.Alignments;

/// <summary>Softmax of a score within a window of the source (Luong et al. 2015, section 3.2).</summary>
/// <remarks>
/// <c>local-m</c>: the window's centre goes on with the step, and stays at the last symbol once it is there. <c>local-p</c>: the state says
/// where the centre is, p = S · σ(v_p · tanh(W_p q)), and weights fall off from it as exp(−(s − p)²/2σ²) with σ = D/2. They are not divided
/// by their sum afterwards, as published.
/// </remarks>
internal sealed class LocalAlignment : Alignment
{
    private readonly AlignmentScore score;
    private readonly int reach;
    private readonly Parameter? w_p;
    private readonly Parameter? v_p;

    public LocalAlignment(Start start, AlignmentScore score, bool predicts, int reach, long queryWidth, long hidden)
        : base(nameof(LocalAlignment))
    {
        (this.score, this.reach) = (score, reach);
        if (predicts) (w_p, v_p) = (start.Gates(1, hidden, queryWidth), start.Random(1 / Math.Sqrt(hidden), hidden));
        RegisterComponents();
    }

    public override string Words =>
        string.Create(CultureInfo.InvariantCulture, $"{(v_p is null ? "local-m" : "local-p")}({reach}, {score.Word})");

    public override AlignedSource Prepare(Tensor memory, Tensor? hidden, Tensor lengths) =>
        base.Prepare(memory, hidden, lengths) with { Keys = score.Keys(memory) };

    protected override Tensor Weigh(Tensor queries, AlignedSource source, int first)
    {
        var centre = v_p is null ? Marching(queries.shape[1], source.Lengths, first) : Predicted(queries, source.Lengths);    // (B, T, 1)
        var away = torch.arange(source.Memory.shape[1], torch.float32).view(1, 1, -1) - centre;                                 // (B, T, S)
        var outside = away.detach().abs().gt(reach);
        var scores = score.Of(queries, source);
        if (source.Bias is { } bias) scores = scores + bias;
        var unseen = outside.logical_or(scores.isneginf());
        // a centre between the last symbol and the edge, and no reach
        var blind = unseen.all(-1, true);
        var weights = scores.Filled(unseen, double.NegativeInfinity).Filled(blind, 0).softmax(-1).Filled(blind, 0);
        return v_p is null ? weights : weights * (away.square() / (-0.5 * reach * reach)).exp();        // 2σ² = D²/2
    }

    private static Tensor Marching(long steps, Tensor lengths, int first)
    {
        var at = torch.arange(first, first + steps, torch.float32).unsqueeze(0);           // (1, T)
        return at.minimum((lengths - 1).unsqueeze(1)).unsqueeze(-1);
    }

    private Tensor Predicted(Tensor queries, Tensor lengths) =>
        (queries.matmul(w_p!.t()).tanh().matmul(v_p!).sigmoid() * lengths.unsqueeze(1)).unsqueeze(-1);
}
