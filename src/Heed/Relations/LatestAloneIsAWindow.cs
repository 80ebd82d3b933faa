namespace Heed.Relations;

/// <summary>A cache that holds all that a window sees forgets nothing that matters.</summary>
public sealed class LatestAloneIsAWindow : Relation
{
    /// <inheritdoc />
    public override string Left => "sliding-window(3) + h2o(1, 2)";

    /// <inheritdoc />
    public override string Right => "sliding-window(3)";

    /// <inheritdoc />
    public override string Statement => "A cache that holds all that a window sees forgets nothing that matters.";
}
