namespace Heed.Relations;

/// <summary>One segment as long as the text, without gaps, hides nothing.</summary>
public sealed class OneSegmentIsAll : Relation
{
    /// <inheritdoc />
    public override string Left => "longnet([9], [1])";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "One segment as long as the text, without gaps, hides nothing.";
}
