using Heed.Laws;

namespace Heed.Relations;

/// <summary>On a circle of one slot all times are one, so that cyclic flow adds up what is left of each value, whatever is asked.</summary>
public sealed class OneSlotIsAGate : Relation
{
    /// <inheritdoc />
    public override string Left => "cyclic-flow";

    /// <inheritdoc />
    public override string Right => "simple-gla + linear-unnormalized(1)";

    /// <inheritdoc />
    public override string Statement =>
        "On a circle of one slot all times are one, so that cyclic flow adds up what is left of each value, whatever is asked.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("readout", draw["readout"].narrow(1, 0, 1).narrow(2, 0, 1));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("log_decay")
        .With("q", torch.ones_like(draw["q"].narrow(3, 0, 1)))
        .With("k", torch.ones_like(draw["k"].narrow(3, 0, 1)))
        .With("v", draw["v"] * draw["beta"].unsqueeze(-1) * draw["readout"]);
}
