using Heed.Laws;

namespace Heed.Relations;

/// <summary>FIRE that adds the same at all distances is no bias.</summary>
public sealed class FlatFireIsNoBias : Relation
{
    /// <inheritdoc />
    public override string Left => "fire";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "FIRE that adds the same at all distances is no bias.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("w2", torch.zeros_like(draw["w2"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
