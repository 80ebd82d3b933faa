using Heed.Laws;

namespace Heed.Relations;

/// <summary>A path on which no token changes anything is no position.</summary>
public sealed class StillPathIsNoPlace : Relation
{
    /// <inheritdoc />
    public override string Left => "path";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "A path on which no token changes anything is no position.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("beta", torch.zeros_like(draw["beta"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
