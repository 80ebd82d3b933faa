namespace Heed.Relations;

/// <summary>A mask that is joined to one that hides more stays as it is.</summary>
public sealed class JoinedToMore : Relation
{
    /// <inheritdoc />
    public override string Left => "or(causal, sliding-window(3))";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "A mask that is joined to one that hides more stays as it is.";
}
