namespace Heed.Relations;

/// <summary>Gated DeltaProduct that writes once for each token is Gated DeltaNet.</summary>
public sealed class OneGatedProductIsGatedDeltaNet : Relation
{
    /// <inheritdoc />
    public override string Left => "gated-delta-product(1)";

    /// <inheritdoc />
    public override string Right => "gated-delta-net";

    /// <inheritdoc />
    public override string Statement => "Gated DeltaProduct that writes once for each token is Gated DeltaNet.";
}
