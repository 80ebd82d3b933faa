namespace Heed.Relations;

/// <summary>Mamba-2 is scalar-gated linear attention, without its division by √d.</summary>
public sealed class UnscaledGateIsMamba2 : Relation
{
    /// <inheritdoc />
    public override string Left => "mamba2-ssd";

    /// <inheritdoc />
    public override string Right => "simple-gla + linear-unnormalized(1)";

    /// <inheritdoc />
    public override string Statement => "Mamba-2 is scalar-gated linear attention, without its division by √d.";
}
