using Heed.Laws;

namespace Heed.Relations;

/// <summary>A wall whose gates are open is no position.</summary>
public sealed class OpenWallIsNoPlace : Relation
{
    /// <inheritdoc />
    public override string Left => "wall";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "A wall whose gates are open is no position.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("log_decay", torch.zeros_like(draw["log_decay"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
