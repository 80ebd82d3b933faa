using Heed.Pairwise;
using Heed.Recurrent;

namespace Heed.Laws;

/// <summary>Token by token gives the same as all at once.</summary>
public sealed class Streaming : Law
{
    /// <inheritdoc />
    public override int Order => 7;

    /// <inheritdoc />
    public override string Statement => "Token by token gives the same as all at once.";

    /// <inheritdoc />
    protected override bool Derive(PairwiseAttention m) => m.Pattern is { FollowsCache: true } && !m.Normaliser.KnowsLength;

    /// <inheritdoc />
    protected override bool Derive(RecurrentAttention m) => m.IsCausal;

    /// <inheritdoc />
    protected override bool Check(Mechanism m, Draw d)
    {
        if (m is not IStreaming streaming) return false;
        State? state = null;
        var steps = new List<Tensor>();
        for (long t = 0; t < Draw.Tokens; t++)
            steps.Add(streaming.Step(d.Q.narrow(2, t, 1), d.K.narrow(2, t, 1), d.V.narrow(2, t, 1), d.Signals.Tokens(m.Signals, t, 1), ref state));
        return Close(m.Attend(d.Q, d.K, d.V, null, d.Signals), torch.cat(steps, 2));
    }
}
