using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed.Laws;

/// <summary>A result does not depend on what else is in the batch.</summary>
public sealed class BatchInvariant : Law
{
    /// <inheritdoc />
    public override int Order => 13;

    /// <inheritdoc />
    public override string Statement => "A result does not depend on what else is in the batch.";

    /// <inheritdoc />
    protected override bool Derive(PairwiseAttention m) => true;

    /// <inheritdoc />
    protected override bool Derive(RecurrentAttention m) => true;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        var perText = m.Signals.Where(s => s.Sizes[0] == "B").Select(s => s.Name).ToHashSet();
        var alone = m.Attend(d.Q.narrow(0, 0, 1), d.K.narrow(0, 0, 1), d.V.narrow(0, 0, 1), null, d.Signals.Select((name, s) => perText.Contains(name) ? s.narrow(0, 0, 1) : s));
        return Close(m.Attend(d.Q, d.K, d.V, null, d.Signals).narrow(0, 0, 1), alone);
    }
}
