namespace Heed.Relations;

/// <summary>To join masks and then narrow them is to narrow each and then join them.</summary>
public sealed class JoinedAndNarrowed : Relation
{
    /// <inheritdoc />
    public override string Left => "or(strided(4), sliding-window(3)) + causal";

    /// <inheritdoc />
    public override string Right => "or(strided(4) + causal, sliding-window(3))";

    /// <inheritdoc />
    public override string Statement => "To join masks and then narrow them is to narrow each and then join them.";
}
