namespace Heed.Relations;

/// <summary>When a query chooses its own block only it attends within blocks.</summary>
public sealed class OwnBlockAloneIsBlockLocal : Relation
{
    /// <inheritdoc />
    public override string Left => "moba(4, 1)";

    /// <inheritdoc />
    public override string Right => "block-local(4) + causal";

    /// <inheritdoc />
    public override string Statement => "When a query chooses its own block only it attends within blocks.";
}
