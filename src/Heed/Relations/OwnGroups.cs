namespace Heed.Relations;

/// <summary>With a group for each head, grouped-query attention is multi-head attention.</summary>
public sealed class OwnGroups : Relation
{
    /// <inheritdoc />
    public override string Left => "grouped-query(4)";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "With a group for each head, grouped-query attention is multi-head attention.";
}
