using Heed.Laws;

namespace Heed.Relations;

/// <summary>A gated memory of one slot is a decay of what it lets in, whatever is asked.</summary>
public sealed class OneGatedSlotIsAGate : Relation
{
    /// <inheritdoc />
    public override string Left => "gsa";

    /// <inheritdoc />
    public override string Right => "simple-gla + linear-unnormalized(1)";

    /// <inheritdoc />
    public override string Statement => "A gated memory of one slot is a decay of what it lets in, whatever is asked.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("log_decay", draw["log_decay"].narrow(3, 0, 1));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw
        .With("q", torch.ones_like(draw["q"].narrow(3, 0, 1)))
        .With("k", torch.ones_like(draw["k"].narrow(3, 0, 1)))
        .With("v", draw["v"] * -draw["log_decay"].expm1())
        .With("log_decay", draw["log_decay"].squeeze(3));
}
