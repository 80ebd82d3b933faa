namespace Heed.Laws;

/// <summary>The same inputs give the same bits.</summary>
public sealed class Deterministic : Law
{
    /// <inheritdoc />
    public override int Order => 12;

    /// <inheritdoc />
    public override string Statement => "The same inputs give the same bits.";

    /// <inheritdoc />
    protected override bool Derive(Facts f) => true;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d) => m.Attend(d.Inputs).eq(m.Attend(d.Inputs)).all().ToBoolean();
}
