namespace Heed.Relations;

/// <summary>A temperature that does not grow with the place is none.</summary>
public sealed class TemperatureThatDoesNotGrowIsNone : Relation
{
    /// <inheritdoc />
    public override string Left => "position-temperature(beta=0)";

    /// <inheritdoc />
    public override string Right => "scaled-dot-product";

    /// <inheritdoc />
    public override string Statement => "A temperature that does not grow with the place is none.";
}
