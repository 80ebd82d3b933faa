namespace Heed.Relations;

/// <summary>A mask that is joined to itself is the same mask.</summary>
public sealed class JoinedToItself : Relation
{
    /// <inheritdoc />
    public override string Left => "or(strided(4), strided(4))";

    /// <inheritdoc />
    public override string Right => "strided(4)";

    /// <inheritdoc />
    public override string Statement => "A mask that is joined to itself is the same mask.";
}
