namespace Heed.Relations;

/// <summary>A window as wide as the text is no window.</summary>
public sealed class WideWindowIsCausal : Relation
{
    /// <inheritdoc />
    public override string Left => "sliding-window(9)";

    /// <inheritdoc />
    public override string Right => "causal";

    /// <inheritdoc />
    public override string Statement => "A window as wide as the text is no window.";
}
