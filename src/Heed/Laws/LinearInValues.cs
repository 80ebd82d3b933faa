namespace Heed.Laws;

/// <summary>Mixed values give the mixed results, so that the mechanism is a matrix.</summary>
public sealed class LinearInValues : Law
{
    /// <inheritdoc />
    public override int Order => 4;

    /// <inheritdoc />
    public override string Statement => "Mixed values give the mixed results, so that the mechanism is a matrix.";

    /// <inheritdoc />
    protected override bool Derive(Facts f) => f.IsLinearInValues;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        var value = m.Value();
        var (v, other) = (d[value], d.More(d[value], 1));
        return d.Close(Read((2 * v) - (3 * other)), (2 * Read(v)) - (3 * Read(other)));

        Tensor Read(Tensor values) => m.Attend(d.With(value, values).Inputs);
    }
}
