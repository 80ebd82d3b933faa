namespace Heed.Relations;

/// <summary>RoPE for texts that are no longer is RoPE.</summary>
public sealed class NoLongerIsRope : Relation
{
    /// <inheritdoc />
    public override string Left => "rope-scaling(linear, 1)";

    /// <inheritdoc />
    public override string Right => "rope";

    /// <inheritdoc />
    public override string Statement => "RoPE for texts that are no longer is RoPE.";
}
