namespace Heed.Relations;

/// <summary>Without a prefix nobody reads what comes later.</summary>
public sealed class NoPrefixIsCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "prefix-lm(0)";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "Without a prefix nobody reads what comes later.";
}
