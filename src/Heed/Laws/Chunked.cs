using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed.Laws;

/// <summary>In chunks of any size it gives the same as all at once.</summary>
public sealed class Chunked : Law
{
    /// <inheritdoc />
    public override int Order => 8;

    /// <inheritdoc />
    public override string Statement => "In chunks of any size it gives the same as all at once.";

    /// <inheritdoc />
    protected override bool Derive(PairwiseAttention m) => false;

    /// <inheritdoc />
    protected override bool Derive(RecurrentAttention m) => m.IsCausal;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        if (m is not IChunked chunked) return false;
        var whole = m.Attend(d.Q, d.K, d.V, null, d.Signals);
        return Enumerable.Range(1, (int)Draw.Tokens).All(size => Close(whole, chunked.AttendInChunks(d.Q, d.K, d.V, size, d.Signals)));
    }
}
