using Heed.Laws;

namespace Heed.Relations;

/// <summary>A delta rule whose channels all fade alike is Gated DeltaNet.</summary>
public sealed class EqualChannelsAreGatedDeltaNet : Relation
{
    /// <inheritdoc />
    public override string Left => "gated-delta-net";

    /// <inheritdoc />
    public override string Right => "kda";

    /// <inheritdoc />
    public override string Statement => "A delta rule whose channels all fade alike is Gated DeltaNet.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) =>
        draw.With("log_decay", draw["log_decay"].unsqueeze(-1).expand(-1, -1, -1, draw["k"].shape[3]));
}
