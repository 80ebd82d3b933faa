using Heed.Laws;

namespace Heed.Relations;

/// <summary>Relative positions of zeros in keys are no position.</summary>
public sealed class NoVectorsOfKeysAreNoPlace : Relation
{
    /// <inheritdoc />
    public override string Left => "shaw-relative-keys";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "Relative positions of zeros in keys are no position.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("rel_k", torch.zeros_like(draw["rel_k"]));

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
