using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed.Laws;

/// <summary>What a token gets does not depend on what comes after it.</summary>
public sealed class Causal : Law
{
    /// <inheritdoc />
    public override int Order => 1;

    /// <inheritdoc />
    public override string Statement => "What a token gets does not depend on what comes after it.";

    /// <inheritdoc />
    protected override bool Derive(PairwiseAttention m) => m.IsCausal || m.SeesOnlySelf;

    /// <inheritdoc />
    protected override bool Derive(RecurrentAttention m) => m.IsCausal;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        const int Known = 4;
        var perToken = m.Signals.Where(s => s.Kind == SignalKind.Token).Select(s => s.Name).ToHashSet();
        var changed = m.Attend(d.Q, Later(d.K, 1), Later(d.V, 2), null, d.Signals.Select((name, s) => perToken.Contains(name) ? Later(s, 3) : s));
        return Close(m.Attend(d.Q, d.K, d.V, null, d.Signals).narrow(2, 0, Known), changed.narrow(2, 0, Known));

        Tensor Later(Tensor x, int stream) =>
            torch.cat([x.narrow(2, 0, Known), x.narrow(2, Known, Draw.Tokens - Known) - d.More(x.narrow(2, Known, Draw.Tokens - Known), stream).abs()], 2);
    }
}
