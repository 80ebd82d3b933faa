namespace Heed.Relations;

/// <summary>Multi-axis RoPE of a text is RoPE.</summary>
public sealed class OneLineOfPlacesIsRope : Relation
{
    /// <inheritdoc />
    public override string Left => "m-rope";

    /// <inheritdoc />
    public override string Right => "rope";

    /// <inheritdoc />
    public override string Statement => "Multi-axis RoPE of a text is RoPE.";
}
