using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed.Laws;

/// <summary>A token that sees no key gets zero.</summary>
public sealed class BlindIsZero : Law
{
    /// <inheritdoc />
    public override int Order => 9;

    /// <inheritdoc />
    public override string Statement => "A token that sees no key gets zero.";

    /// <inheritdoc />
    protected override bool Derive(PairwiseAttention m) => true;

    /// <inheritdoc />
    protected override bool Derive(RecurrentAttention m) => true;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        var keys = torch.ones([Draw.Batch, Draw.Tokens], torch.@bool);
        keys[0] = torch.zeros(Draw.Tokens, torch.@bool);
        var read = m.Attend(d.Q, d.K, d.V, Mask.Keys(keys), d.Signals);
        return read[0].eq(0).all().ToBoolean() && read[1].isfinite().all().ToBoolean();
    }
}
