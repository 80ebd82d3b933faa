namespace Heed.Relations;

/// <summary>With blocks of one token and none drawn, BigBird is a Longformer whose ends are global.</summary>
public sealed class BlocksOfOneAreALongformer : Relation
{
    /// <inheritdoc />
    public override string Left => "bigbird(1)";

    /// <inheritdoc />
    public override string Right => "longformer(1, [0, 8])";

    /// <inheritdoc />
    public override string Statement => "With blocks of one token and none drawn, BigBird is a Longformer whose ends are global.";
}
