using Heed.Laws;

namespace Heed.Relations;

/// <summary>Gated DeltaNet that never fades is DeltaNet.</summary>
public sealed class OpenGateIsDeltaNet : Relation
{
    /// <inheritdoc />
    public override string Left => "gated-delta-net";

    /// <inheritdoc />
    public override string Right => "delta-net";

    /// <inheritdoc />
    public override string Statement => "Gated DeltaNet that never fades is DeltaNet.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) =>
        draw.With("log_decay", torch.zeros_like(draw["log_decay"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v", "beta");
}
