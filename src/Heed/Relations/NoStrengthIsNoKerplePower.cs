using Heed.Laws;

namespace Heed.Relations;

/// <summary>KERPLE by which no power of distance counts is no bias.</summary>
public sealed class NoStrengthIsNoKerplePower : Relation
{
    /// <inheritdoc />
    public override string Left => "kerple-power";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "KERPLE by which no power of distance counts is no bias.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("r1", torch.zeros_like(draw["r1"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
