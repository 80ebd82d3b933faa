using Heed.Laws;

namespace Heed.Relations;

/// <summary>When growth is one over the logarithm of the length scores stay as they are.</summary>
public sealed class GrowthUndoneIsSoftmax : Relation
{
    /// <inheritdoc />
    public override string Left => "ssmax";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "When growth is one over the logarithm of the length scores stay as they are.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("s", torch.full_like(draw["s"], 1 / Math.Log(draw["k"].shape[2])));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
