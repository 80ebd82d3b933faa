namespace Heed.Relations;

/// <summary>When every block is chosen nothing but the future is hidden.</summary>
public sealed class AllBlocksChosenIsCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "moba(2, 5)";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "When every block is chosen nothing but the future is hidden.";
}
