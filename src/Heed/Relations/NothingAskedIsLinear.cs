using Heed.Laws;

namespace Heed.Relations;

/// <summary>A generalised delta rule that asks the memory nothing is linear attention.</summary>
public sealed class NothingAskedIsLinear : Relation
{
    /// <inheritdoc />
    public override string Left => "iplr";

    /// <inheritdoc />
    public override string Right => "linear-unnormalized";

    /// <inheritdoc />
    public override string Statement => "A generalised delta rule that asks the memory nothing is linear attention.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("a", torch.zeros_like(draw["a"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
