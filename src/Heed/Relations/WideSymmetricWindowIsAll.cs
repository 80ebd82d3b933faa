namespace Heed.Relations;

/// <summary>A window that reaches both ends of the text hides nothing.</summary>
public sealed class WideSymmetricWindowIsAll : Relation
{
    /// <inheritdoc />
    public override string Left => "symmetric-window(8)";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "A window that reaches both ends of the text hides nothing.";
}
