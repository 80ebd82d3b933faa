using Heed.Laws;

namespace Heed.Relations;

/// <summary>Monotonic chunkwise attention with chunks of one key is monotonic attention.</summary>
public sealed class ChunksOfOneAreMonotonic : Relation
{
    /// <inheritdoc />
    public override string Left => "mocha(1)";

    /// <inheritdoc />
    public override string Right => "monotonic";

    /// <inheritdoc />
    public override string Statement => "Monotonic chunkwise attention with chunks of one key is monotonic attention.";

    /// <inheritdoc />
    protected override Draw ForRight(Draw draw) => draw.Only("energy", "v");
}
