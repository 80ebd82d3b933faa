namespace Heed.Relations;

/// <summary>The generalised delta rule with a decay for each feature, not divided by √d, is RWKV-7.</summary>
public sealed class UnscaledDplrIsRwkv7 : Relation
{
    /// <inheritdoc />
    public override string Left => "rwkv7";

    /// <inheritdoc />
    public override string Right => "dplr + linear-unnormalized(1)";

    /// <inheritdoc />
    public override string Statement => "The generalised delta rule with a decay for each feature, not divided by √d, is RWKV-7.";
}
