using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed.Laws;

/// <summary>Mixed values give the mixed results, so that the mechanism is a matrix.</summary>
public sealed class LinearInValues : Law
{
    /// <inheritdoc />
    public override int Order => 4;

    /// <inheritdoc />
    public override string Statement => "Mixed values give the mixed results, so that the mechanism is a matrix.";

    /// <inheritdoc />
    protected override bool Derive(PairwiseAttention m) => true;

    /// <inheritdoc />
    protected override bool Derive(RecurrentAttention m) => true;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        var other = d.More(d.V, 1);
        var mixed = m.Attend(d.Q, d.K, (2 * d.V) - (3 * other), null, d.Signals);
        return Close(mixed, (2 * m.Attend(d.Q, d.K, d.V, null, d.Signals)) - (3 * m.Attend(d.Q, d.K, other, null, d.Signals)));
    }
}
