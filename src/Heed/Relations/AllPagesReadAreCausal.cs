namespace Heed.Relations;

/// <summary>When all pages are read, Quest is causal attention.</summary>
public sealed class AllPagesReadAreCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "quest(2, 10)";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "When all pages are read, Quest is causal attention.";
}
