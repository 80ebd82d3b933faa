using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed.Laws;

/// <summary>When the tokens change places, so do the results, and nothing else happens.</summary>
public sealed class PermutationEquivariant : Law
{
    /// <inheritdoc />
    public override int Order => 5;

    /// <inheritdoc />
    public override string Statement => "When the tokens change places, so do the results, and nothing else happens.";

    /// <inheritdoc />
    protected override bool Derive(PairwiseAttention m) => m.SeesOnlySelf || (m.Pattern is null && m.IgnoresPlace);

    /// <inheritdoc />
    protected override bool Derive(RecurrentAttention m) => !m.IsCausal;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        var order = torch.randperm(Draw.Tokens, generator: new torch.Generator((ulong)d.Seed));
        var moved = d.Reordered(m, order);
        return Close(m.Attend(d.Q, d.K, d.V, null, d.Signals).index_select(2, order), m.Attend(moved.Q, moved.K, moved.V, null, moved.Signals));
    }
}
