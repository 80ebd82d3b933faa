namespace Heed.Relations;

/// <summary>YaRN for texts that are no longer is RoPE.</summary>
public sealed class YarnOfNoLongerIsRope : Relation
{
    /// <inheritdoc />
    public override string Left => "rope-scaling(yarn, 1)";

    /// <inheritdoc />
    public override string Right => "rope";

    /// <inheritdoc />
    public override string Statement => "YaRN for texts that are no longer is RoPE.";
}
