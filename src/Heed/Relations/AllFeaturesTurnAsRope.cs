namespace Heed.Relations;

/// <summary>Partial RoPE on all features is RoPE.</summary>
public sealed class AllFeaturesTurnAsRope : Relation
{
    /// <inheritdoc />
    public override string Left => "partial-rope(8)";

    /// <inheritdoc />
    public override string Right => "rope";

    /// <inheritdoc />
    public override string Statement => "Partial RoPE on all features is RoPE.";
}
