namespace Heed.Relations;

/// <summary>Where a chunk is as long as the text, monotonic chunkwise attention looks back without limit.</summary>
public sealed class WideChunksAreMilk : Relation
{
    /// <inheritdoc />
    public override string Left => "mocha(9)";

    /// <inheritdoc />
    public override string Right => "milk";

    /// <inheritdoc />
    public override string Statement => "Where a chunk is as long as the text, monotonic chunkwise attention looks back without limit.";
}
