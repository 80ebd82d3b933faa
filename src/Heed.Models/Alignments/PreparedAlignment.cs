namespace Heed.Models.Alignments;

/// <summary>
/// The softmax of a score, in less time than the definition takes, which compares with the source anew at every step. The tests compare
/// both, with their gradients.
/// </summary>
internal sealed class PreparedAlignment : Alignment
{
    private const string Keys = "keys", Bias = "bias";
    private readonly Mechanism mechanism;
    private readonly PreparedScore score;

    /// <summary>An untrained alignment.</summary>
    /// <param name="words">Its name.</param>
    /// <param name="mechanism">What defines it: a softmax of that score, not scaled.</param>
    /// <param name="score">What it learns.</param>
    public PreparedAlignment(string words, Mechanism mechanism, PreparedScore score) : base(nameof(PreparedAlignment), words)
    {
        (this.mechanism, this.score) = (mechanism, score);
        RegisterComponents();
    }

    public override SignalSet Given(Tensor queries, AlignedSource source)
    {
        var given = score.Given(mechanism);
        (given["q"], given["k"]) = (queries.unsqueeze(1), score.Read(source.Memory).unsqueeze(1));
        given["v"] = source.Memory.unsqueeze(1);
        return given;
    }

    public override AlignedSource Prepare(Tensor memory, Tensor? hidden, Tensor lengths)
    {
        var source = base.Prepare(memory, hidden, lengths);
        source.Signals[Keys] = score.Keys(memory);
        if (hidden is not null)
            source.Signals[Bias] = torch.zeros_like(hidden, memory.dtype).Filled(hidden, double.NegativeInfinity).unsqueeze(1);
        return source;
    }

    protected override Tensor Read(Tensor queries, AlignedSource source, Mask mask, AttentionTrace? trace)
    {
        var scores = score.Of(queries, source.Signals[Keys]);
        if (source.Signals.Find(Bias) is { } bias) scores = scores + bias;
        var weights = mask.PairMask is null ? scores.softmax(-1) : Within(scores, mask.Visible()!.squeeze(1));
        trace?.Record(AttentionPlace.Cross, 0, weights.unsqueeze(1));
        return weights.bmm(source.Memory);
    }

    private static Tensor Within(Tensor scores, Tensor visible) =>
        Hidden.Softmax(scores.Filled(visible.logical_not(), double.NegativeInfinity), visible);
}
