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
    protected override bool Check(Mechanism m, Draw d)
    {
        var ones = torch.ones_like(d.V);
        var read = m.Attend(d.Q, d.K, ones, null, d.Signals);
        return Close(read, torch.ones_like(read));
    }
}
