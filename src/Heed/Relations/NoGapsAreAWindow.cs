namespace Heed.Relations;

/// <summary>A window without gaps that sees the past alone is a sliding window.</summary>
public sealed class NoGapsAreAWindow : Relation
{
    /// <inheritdoc />
    public override string Left => "dilated-window(3, 1, past)";

    /// <inheritdoc />
    public override string Right => "sliding-window(4)";

    /// <inheritdoc />
    public override string Statement => "A window without gaps that sees the past alone is a sliding window.";
}
