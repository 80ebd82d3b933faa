namespace Heed.Laws;

/// <summary>No weight is negative.</summary>
public sealed class NonNegative : Law
{
    /// <inheritdoc />
    public override int Order => 3;

    /// <inheritdoc />
    public override string Statement => "No weight is negative.";

    /// <inheritdoc />
    protected override bool Derive(Facts f) => !f.MayBeNegative;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d) => m.Weights(d.Inputs).min().ToDouble() >= -d.Tolerance;
}
