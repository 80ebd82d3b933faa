using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed.Laws;

/// <summary>Adding one vector to every key changes nothing.</summary>
public sealed class KeyShiftInvariant : Law
{
    /// <inheritdoc />
    public override int Order => 6;

    /// <inheritdoc />
    public override string Statement => "Adding one vector to every key changes nothing.";

    /// <inheritdoc />
    protected override bool Derive(PairwiseAttention m) => m.IgnoresContent
        || (m.Score.IsAffineInKeys && m.Cap is null && m.Position is not { Turns: true } && m.Normaliser.IsShiftInvariant);

    /// <inheritdoc />
    protected override bool Derive(RecurrentAttention m) => false;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        var shift = 3 * d.More(d.K.narrow(2, 0, 1).narrow(1, 0, 1).narrow(0, 0, 1), 1);    // (1, 1, 1, D)
        return Close(m.Attend(d.Q, d.K, d.V, null, d.Signals), m.Attend(d.Q, d.K + shift, d.V, null, d.Signals));
    }
}
