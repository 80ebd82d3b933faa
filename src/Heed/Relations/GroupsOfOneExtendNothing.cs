namespace Heed.Relations;

/// <summary>Self-Extend whose coarse places are the exact ones is RoPE.</summary>
public sealed class GroupsOfOneExtendNothing : Relation
{
    /// <inheritdoc />
    public override string Left => "self-extend(1, 2)";

    /// <inheritdoc />
    public override string Right => "rope";

    /// <inheritdoc />
    public override string Statement => "Self-Extend whose coarse places are the exact ones is RoPE.";
}
