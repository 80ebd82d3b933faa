using Heed.Laws;

namespace Heed.Relations;

/// <summary>Learned scores that are the same at the same distance are T5's bias, and nothing else.</summary>
public sealed class ScoresOfDistanceAloneAreT5s : Relation
{
    private const long Tokens = 9, Buckets = 64;                                           // of one distance each up to 15

    /// <inheritdoc />
    public override string Left => "synthesizer-random(tokens=9)";

    /// <inheritdoc />
    public override string Right => "uniform + t5-relative-bias(64) + causal";

    /// <inheritdoc />
    public override string Statement => "Learned scores that are the same at the same distance are T5's bias, and nothing else.";

    private static Tensor Distance => (torch.arange(Tokens).unsqueeze(1) - torch.arange(Tokens)).abs();

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw)
    {
        var first = draw["r"].select(1, 0);                                                // (H, L): one number for each distance
        return draw.With("r", first.index_select(1, Distance.flatten()).view(-1, Tokens, Tokens));
    }

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw)
    {
        var ofDistances = torch.nn.functional.pad(draw["r"].select(1, 0).t(), [0, 0, 0, Buckets - Tokens]);      // (buckets, H)
        return draw.Only("v").With("q", draw["v"]).With("k", draw["v"]).With("bias_table", ofDistances);
    }
}
