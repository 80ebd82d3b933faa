using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed.Laws;

/// <summary>No weight is negative.</summary>
public sealed class NonNegative : Law
{
    /// <inheritdoc />
    public override int Order => 3;

    /// <inheritdoc />
    public override string Statement => "No weight is negative.";

    /// <inheritdoc />
    protected override bool Derive(PairwiseAttention m) => m.HeadSharing is not { MixesWeights: true };

    /// <inheritdoc />
    protected override bool Derive(RecurrentAttention m) => m.HasPositiveWeights;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d) =>
        m.Weights(d.Q, d.K, null, d.Signals).min().ToDouble() >= -1e-9;
}
