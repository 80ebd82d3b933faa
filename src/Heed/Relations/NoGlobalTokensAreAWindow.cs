namespace Heed.Relations;

/// <summary>Without global tokens a Longformer reads a window.</summary>
public sealed class NoGlobalTokensAreAWindow : Relation
{
    /// <inheritdoc />
    public override string Left => "longformer(2, [])";

    /// <inheritdoc />
    public override string Right => "symmetric-window(2)";

    /// <inheritdoc />
    public override string Statement => "Without global tokens a Longformer reads a window.";
}
