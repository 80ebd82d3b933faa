namespace Heed.Relations;

/// <summary>A cache that never has to let go forgets nothing.</summary>
public sealed class LargeCacheIsCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "h2o(4, 4)";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "A cache that never has to let go forgets nothing.";
}
