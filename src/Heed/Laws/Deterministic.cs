using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed.Laws;

/// <summary>The same inputs give the same bits.</summary>
public sealed class Deterministic : Law
{
    /// <inheritdoc />
    public override int Order => 12;

    /// <inheritdoc />
    public override string Statement => "The same inputs give the same bits.";

    /// <inheritdoc />
    protected override bool Derive(PairwiseAttention m) => true;

    /// <inheritdoc />
    protected override bool Derive(RecurrentAttention m) => true;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d) =>
        m.Attend(d.Q, d.K, d.V, null, d.Signals).eq(m.Attend(d.Q, d.K, d.V, null, d.Signals)).all().ToBoolean();
}
