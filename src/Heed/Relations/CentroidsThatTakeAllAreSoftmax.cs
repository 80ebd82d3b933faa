using Heed.Laws;

namespace Heed.Relations;

/// <summary>When every centroid takes all queries and keys nothing is left out.</summary>
public sealed class CentroidsThatTakeAllAreSoftmax : Relation
{
    /// <inheritdoc />
    public override string Left => "routing(9, 1e-15)";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "When every centroid takes all queries and keys nothing is left out.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("q", "k", "v");
}
