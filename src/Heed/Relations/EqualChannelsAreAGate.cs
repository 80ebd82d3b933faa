using Heed.Laws;

namespace Heed.Relations;

/// <summary>
/// Where all channels take the same step and all their numbers fade as fast, S6 without its skip is scalar-gated linear attention.
/// </summary>
public sealed class EqualChannelsAreAGate : Relation
{
    /// <inheritdoc />
    public override string Left => "mamba-s6";

    /// <inheritdoc />
    public override string Right => "simple-gla + linear-unnormalized(1)";

    /// <inheritdoc />
    public override string Statement =>
        "Where all channels take the same step and all their numbers fade as fast, S6 without its skip is scalar-gated linear attention.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw
        .With("delta", draw["delta"].narrow(1, 0, 1).expand_as(draw["delta"]))
        .With("a", draw["a"].narrow(0, 0, 1).narrow(1, 0, 1).expand_as(draw["a"]))
        .With("d", torch.zeros_like(draw["d"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => new Draw([], draw.Seed)
        .With("q", draw["c"].transpose(1, 2).unsqueeze(1))
        .With("k", draw["b"].transpose(1, 2).unsqueeze(1))
        .With("v", (draw["delta"] * draw["u"]).transpose(1, 2).unsqueeze(1))
        .With("log_decay", (draw["delta"] * draw["a"].narrow(1, 0, 1)).narrow(1, 0, 1));

    /// <inheritdoc />
    protected override Tensor InAxesOfLeft(Tensor output) => output.squeeze(1).transpose(1, 2);
}
