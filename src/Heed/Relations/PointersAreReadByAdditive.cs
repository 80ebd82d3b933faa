namespace Heed.Relations;

/// <summary>With values, a pointer network is additive attention.</summary>
public sealed class PointersAreReadByAdditive : Relation
{
    /// <inheritdoc />
    public override string Left => "pointer";

    /// <inheritdoc />
    public override string Right => "additive";

    /// <inheritdoc />
    public override string Statement => "With values, a pointer network is additive attention.";
}
