namespace Heed.Relations;

/// <summary>Where only one value is read, the logarithm undoes the exponential.</summary>
public sealed class OneValueIsLaser : Relation
{
    /// <inheritdoc />
    public override string Left => "laser + identity";

    /// <inheritdoc />
    public override string Right => "identity";

    /// <inheritdoc />
    public override string Statement => "Where only one value is read, the logarithm undoes the exponential.";
}
