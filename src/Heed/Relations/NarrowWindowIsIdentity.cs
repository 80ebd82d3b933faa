namespace Heed.Relations;

/// <summary>A window of one key is no mixing.</summary>
public sealed class NarrowWindowIsIdentity : Relation
{
    /// <inheritdoc />
    public override string Left => "sliding-window(1)";

    /// <inheritdoc />
    public override string Right => "identity";

    /// <inheritdoc />
    public override string Statement => "A window of one key is no mixing.";
}
