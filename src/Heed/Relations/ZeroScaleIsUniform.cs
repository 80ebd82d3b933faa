namespace Heed.Relations;

/// <summary>When scores do not count, all keys weigh the same.</summary>
public sealed class ZeroScaleIsUniform : Relation
{
    /// <inheritdoc />
    public override string Left => "scaled-dot-product(scale=0)";

    /// <inheritdoc />
    public override string Right => "uniform";

    /// <inheritdoc />
    public override string Statement => "When scores do not count, all keys weigh the same.";
}
