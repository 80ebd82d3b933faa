namespace Heed.Relations;

/// <summary>A block as long as the text hides nothing.</summary>
public sealed class OneBlockIsAll : Relation
{
    /// <inheritdoc />
    public override string Left => "block-local(9)";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "A block as long as the text hides nothing.";
}
