using Heed.Laws;

namespace Heed.Relations;

/// <summary>Gated linear attention whose channels all fade alike has a scalar gate.</summary>
public sealed class EqualChannelsAreOneGate : Relation
{
    /// <inheritdoc />
    public override string Left => "simple-gla";

    /// <inheritdoc />
    public override string Right => "gla";

    /// <inheritdoc />
    public override string Statement => "Gated linear attention whose channels all fade alike has a scalar gate.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) =>
        draw.With("log_decay", draw["log_decay"].unsqueeze(-1).expand(-1, -1, -1, draw["k"].shape[3]));
}
