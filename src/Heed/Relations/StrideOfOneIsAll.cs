namespace Heed.Relations;

/// <summary>A stride of one hides nothing.</summary>
public sealed class StrideOfOneIsAll : Relation
{
    /// <inheritdoc />
    public override string Left => "strided(1)";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "A stride of one hides nothing.";
}
