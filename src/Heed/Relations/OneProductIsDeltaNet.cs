namespace Heed.Relations;

/// <summary>DeltaProduct that writes once for each token is DeltaNet.</summary>
public sealed class OneProductIsDeltaNet : Relation
{
    /// <inheritdoc />
    public override string Left => "delta-product(1)";

    /// <inheritdoc />
    public override string Right => "delta-net";

    /// <inheritdoc />
    public override string Statement => "DeltaProduct that writes once for each token is DeltaNet.";
}
