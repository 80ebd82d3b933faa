namespace Heed.Relations;

/// <summary>A tree without branches is a text.</summary>
public sealed class OneDraftIsCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "tree-mask(0, [-1, 0, 1, 2, 3, 4, 5, 6, 7])";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "A tree without branches is a text.";
}
