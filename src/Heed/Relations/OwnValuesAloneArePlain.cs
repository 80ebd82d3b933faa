using Heed.Laws;

namespace Heed.Relations;

/// <summary>A layer for which its own values alone count is plain attention.</summary>
public sealed class OwnValuesAloneArePlain : Relation
{
    /// <inheritdoc />
    public override string Left => "value-residual(1)";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "A layer for which its own values alone count is plain attention.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
