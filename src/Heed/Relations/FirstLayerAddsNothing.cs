using Heed.Laws;

namespace Heed.Relations;

/// <summary>When there was no layer before, residual attention is plain attention.</summary>
public sealed class FirstLayerAddsNothing : Relation
{
    /// <inheritdoc />
    public override string Left => "residual-scores";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "When there was no layer before, residual attention is plain attention.";

    /// <inheritdoc />
    protected override Draw ForLeft(Draw draw) => draw.With("prev_scores", draw["prev_scores"].zeros_like());

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
