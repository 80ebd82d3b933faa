namespace Heed.Relations;

/// <summary>Proportional RoPE of all pairs is RoPE.</summary>
public sealed class AllPairsTurnAsRope : Relation
{
    /// <inheritdoc />
    public override string Left => "proportional-rope(8)";

    /// <inheritdoc />
    public override string Right => "rope";

    /// <inheritdoc />
    public override string Statement => "Proportional RoPE of all pairs is RoPE.";
}
