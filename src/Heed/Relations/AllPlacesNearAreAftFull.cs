namespace Heed.Relations;

/// <summary>Where all places are near, the local attention-free transformer is the full one.</summary>
public sealed class AllPlacesNearAreAftFull : Relation
{
    /// <inheritdoc />
    public override string Left => "aft-local(9)";

    /// <inheritdoc />
    public override string Right => "aft-full";

    /// <inheritdoc />
    public override string Statement => "Where all places are near, the local attention-free transformer is the full one.";
}
