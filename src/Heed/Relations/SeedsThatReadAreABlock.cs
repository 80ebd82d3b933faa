using Heed.Laws;

namespace Heed.Relations;

/// <summary>Pooling by attention is a block whose first set is the seeds.</summary>
public sealed class SeedsThatReadAreABlock : Relation
{
    /// <inheritdoc />
    public override string Left => "pma";

    /// <inheritdoc />
    public override string Right => "mab";

    /// <inheritdoc />
    public override string Statement => "Pooling by attention is a block whose first set is the seeds.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw
        .With("y", draw["x"]).With("x", draw["s"].expand(draw["x"].shape[0], -1, -1)).Only("x", "y", "w_o", "b_o");
}
