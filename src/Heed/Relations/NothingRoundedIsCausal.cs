namespace Heed.Relations;

/// <summary>A cache that has not rounded anything yet is causal attention.</summary>
public sealed class NothingRoundedIsCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "kivi(residual=16)";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "A cache that has not rounded anything yet is causal attention.";
}
