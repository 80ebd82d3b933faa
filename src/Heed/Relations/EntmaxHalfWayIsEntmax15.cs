namespace Heed.Relations;

/// <summary>Entmax with α = 1.5 is the one that is known in closed form.</summary>
public sealed class EntmaxHalfWayIsEntmax15 : Relation
{
    /// <inheritdoc />
    public override string Left => "entmax(1.5)";

    /// <inheritdoc />
    public override string Right => "entmax15";

    /// <inheritdoc />
    public override string Statement => "Entmax with α = 1.5 is the one that is known in closed form.";
}
