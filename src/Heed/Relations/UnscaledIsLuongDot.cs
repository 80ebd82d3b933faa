namespace Heed.Relations;

/// <summary>Without the scale, scaled dot-product attention is dot-product attention.</summary>
public sealed class UnscaledIsLuongDot : Relation
{
    /// <inheritdoc />
    public override string Left => "scaled-dot-product(scale=1)";

    /// <inheritdoc />
    public override string Right => "luong-dot";

    /// <inheritdoc />
    public override string Statement => "Without the scale, scaled dot-product attention is dot-product attention.";
}
