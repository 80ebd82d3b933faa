using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed.Laws;

/// <summary>The weights of a token sum to one, so that equal values come out unchanged.</summary>
public sealed class RowsSumToOne : Law
{
    /// <inheritdoc />
    public override int Order => 2;

    /// <inheritdoc />
    public override string Statement => "The weights of a token sum to one, so that equal values come out unchanged.";

    /// <inheritdoc />
    protected override bool Derive(PairwiseAttention m) => m.Normaliser.SumsToOne && m.HeadSharing is not { MixesWeights: true };

    /// <inheritdoc />
    protected override bool Derive(RecurrentAttention m) => m.Readout is { SumsToOne: true };

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d) => SumsToOne(m, d) && SumsToOne(m, d with { Q = torch.zeros_like(d.Q) });

    /// <summary>Zero queries make the smallest sums, where a number that is added to them shows.</summary>
    private static bool SumsToOne(Mechanism m, Draw d)
    {
        var read = m.Attend(d.Q, d.K, torch.ones_like(d.V), null, d.Signals);
        return torch.allclose(read, torch.ones_like(read), rtol: 0, atol: 1e-9);
    }
}
