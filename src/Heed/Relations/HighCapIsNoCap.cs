namespace Heed.Relations;

/// <summary>A cap far above all scores is no cap.</summary>
public sealed class HighCapIsNoCap : Relation
{
    /// <inheritdoc />
    public override string Left => "soft-cap(100000000)";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "A cap far above all scores is no cap.";
}
