namespace Heed.Relations;

/// <summary>When all tokens of a block sum it up nothing is left out.</summary>
public sealed class WholeSummariesAreCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "sparse-fixed(3, 3)";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "When all tokens of a block sum it up nothing is left out.";
}
