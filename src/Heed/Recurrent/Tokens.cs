namespace Heed.Recurrent;

/// <summary>A run of tokens as the recurrence sees them: features, values (with a column of ones where a sum of weights is kept), decays.</summary>
internal sealed record Tokens(Tensor Q, Tensor K, Tensor V, Tensor? LogDecay, Signals Signals, IReadOnlyList<Signal> Declared)
{
    public long Count => K.shape[2];

    public static Tokens Of(RecurrentAttention mechanism, Inputs inputs)
    {
        var hidden = inputs.Mask.KeyMask?.logical_not().unsqueeze(1);                       // (B, 1, M)
        var (k, v) = (Shown(inputs.Share(inputs.K), hidden), Shown(inputs.Share(inputs.V), hidden));
        if (mechanism.Readout is not null) v = torch.cat([v, Shown(torch.ones_like(v.narrow(-1, 0, 1)), hidden)], -1);
        inputs.RequireEqualWidths();
        var tokens = new Tokens(
            mechanism.Features.MapQuery(inputs, inputs.Q),
            Shown(mechanism.Features.MapKey(inputs, k), hidden),
            v,
            mechanism.Decay is { } decay ? Shown(decay.LogDecay(inputs), hidden) : null,
            Shown(inputs.Signals, mechanism.Signals, hidden),
            mechanism.Signals);
        return mechanism.IsCausal ? tokens.Aligned() : tokens;
    }

    /// <summary>The memory before the first token: what the caller kept, or nothing.</summary>
    public Tensor FirstMemory(Signals given) => given.Find("initial_state")
        ?? torch.zeros([K.shape[0], K.shape[1], K.shape[3], V.shape[3]], K.dtype);

    public Tokens Slice(long start, long count) => start == 0 && count == Count ? this : this with
    {
        Q = Q.narrow(2, start, count),
        K = K.narrow(2, start, count),
        V = V.narrow(2, start, count),
        LogDecay = LogDecay?.narrow(2, start, count),
        Signals = Signals.Tokens(Declared, start, count),
    };

    /// <summary>All these tokens at once: what they read of the memory and of one another, and the memory after them.</summary>
    public Tensor Pass(Write? write, ref Tensor memory)
    {
        var (q, k, carried) = (Q, K, memory);
        var kLeft = K;                                                                     // keys as they are when the run ends
        Tensor? left = null;                                                               // what is left of token j at token i
        if (LogDecay is not null)
        {
            var sinceStart = LogDecay.cumsum(2).exp();                                     // (B, H, C, 1 or F)
            left = Left(LogDecay);                                                         // (B, H, C, C, 1 or F)
            (q, k) = (Q * sinceStart, K * sinceStart);
            kLeft = K * left.select(2, Count - 1);
            carried = sinceStart.narrow(2, Count - 1, 1).transpose(-2, -1) * memory;
        }

        var added = write is null ? V : write.Many(Signals, V, k.matmul(memory), Meet(K, left));
        var reading = q.matmul(memory) + Meet(Q, left).matmul(added);
        memory = carried + kLeft.transpose(-2, -1).matmul(added);
        return reading;
    }

    /// <summary>How much of what token j adds is met by x at token i: Σ x[i]·k[j]·left[i, j], lower triangular.</summary>
    private Tensor Meet(Tensor x, Tensor? left)
    {
        if (left is null) return x.matmul(K.transpose(-2, -1)).tril();
        if (left.shape[^1] == 1) return (x.matmul(K.transpose(-2, -1)) * left.squeeze(-1)).tril();
        return (x.unsqueeze(3) * K.unsqueeze(2) * left).sum(-1);
    }

    /// <summary>exp of the decays from just after token j to token i, each summed on its own so that nothing cancels; 0 where j is later.</summary>
    private Tensor Left(Tensor logDecay)
    {
        var later = torch.ones([Count, Count], torch.@bool).tril(-1).unsqueeze(-1);         // i > j
        var sums = logDecay.unsqueeze(3).expand(-1, -1, -1, Count, -1).masked_fill(later.logical_not(), 0).cumsum(2);
        var ahead = torch.ones([Count, Count], torch.@bool).triu(1).unsqueeze(-1);
        return sums.masked_fill(ahead, double.NegativeInfinity).exp();
    }

    /// <summary>With more keys than queries the queries are the last ones; with fewer, the first queries find an empty memory.</summary>
    private Tokens Aligned()
    {
        var missing = K.shape[2] - Q.shape[2];
        if (missing == 0) return this;
        if (missing > 0) return this with { Q = Before(Q, missing) };
        return this with
        {
            K = Before(K, -missing),
            V = Before(V, -missing),
            LogDecay = LogDecay is null ? null : Before(LogDecay, -missing),
            Signals = PerToken(Signals, Declared, s => torch.cat([torch.zeros([.. s.shape[..2], -missing, .. s.shape[3..]], s.dtype), s], 2)),
        };
    }

    private static Tensor Before(Tensor x, long count) =>
        torch.cat([torch.zeros([.. x.shape[..2], count, x.shape[3]], x.dtype), x], 2);

    private static Tensor Shown(Tensor x, Tensor? hidden) => hidden is null ? x : x.masked_fill(hidden.unsqueeze(-1), 0);

    private static Signals Shown(Signals signals, IReadOnlyList<Signal> declared, Tensor? hidden) =>
        hidden is null ? signals : PerToken(signals, declared, s => s.masked_fill(s.dim() == 3 ? hidden : hidden.unsqueeze(-1), 0));

    private static Signals PerToken(Signals signals, IReadOnlyList<Signal> declared, Func<Tensor, Tensor> change)
    {
        var names = declared.Where(d => d.Kind == SignalKind.Token).Select(d => d.Name).ToHashSet();
        return signals.Select((name, value) => names.Contains(name) ? change(value) : value);
    }
}
