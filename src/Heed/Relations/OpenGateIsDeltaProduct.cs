using Heed.Laws;

namespace Heed.Relations;

/// <summary>Gated DeltaProduct that never fades is DeltaProduct.</summary>
public sealed class OpenGateIsDeltaProduct : Relation
{
    /// <inheritdoc />
    public override string Left => "gated-delta-product";

    /// <inheritdoc />
    public override string Right => "delta-product";

    /// <inheritdoc />
    public override string Statement => "Gated DeltaProduct that never fades is DeltaProduct.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("log_decay", torch.zeros_like(draw["log_decay"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v", "beta");
}
