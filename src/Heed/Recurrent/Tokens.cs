namespace Heed.Recurrent;

/// <summary>A run of tokens as the recurrence sees them: features, values (with a column of ones where a sum of weights is kept), decays.</summary>
/// <remarks>Where products of features follow from dot products, q and k are what they were, and features are made only for the memory.</remarks>
internal sealed record Tokens(Tensor Q, Tensor K, Tensor V, Tensor? LogDecay, Signals Signals, IReadOnlyList<Signal> Declared)
{
    private Func<Tensor, Tensor>? OfProducts { get; init; }

    private Func<Tensor, Tensor> Asked { get; init; } = q => q;

    private Func<Tensor, Tensor> Kept { get; init; } = k => k;

    public long Count => K.shape[2];

    /// <summary>The features of the queries.</summary>
    public Tensor QueryFeatures => Asked(Q);

    /// <summary>The features of the keys.</summary>
    public Tensor KeyFeatures => Kept(K);

    public static Tokens Of(RecurrentAttention mechanism, Inputs inputs)
    {
        var hidden = inputs.Mask.KeyMask?.logical_not().unsqueeze(1);                       // (B, 1, M)
        var (k, v) = (Shown(inputs.Share(inputs.K), hidden), Shown(inputs.Share(inputs.V), hidden));
        if (mechanism.Readout is not null) v = torch.cat([v, Shown(torch.ones_like(v.narrow(-1, 0, 1)), hidden)], -1);
        inputs.RequireEqualWidths();
        var (features, decay) = (mechanism.Features, mechanism.Decay);
        var products = decay is { IsPerFeature: true } ? null : features.OfProducts(inputs);
        var tokens = new Tokens(
            products is null ? features.MapQuery(inputs, inputs.Q) : inputs.Q,
            products is null ? Shown(features.MapKey(inputs, k), hidden) : k,                 // a hidden value is 0, so its key may stay
            v,
            decay is null ? null : Shown(decay.LogDecay(inputs), hidden),
            Shown(inputs.Signals, mechanism.Signals, hidden),
            mechanism.Signals);
        if (products is not null) tokens = tokens with { OfProducts = products, Asked = q => features.MapQuery(inputs, q), Kept = x => features.MapKey(inputs, x) };
        return mechanism.IsCausal ? tokens.Aligned() : tokens;
    }

    /// <summary>A memory that holds nothing.</summary>
    /// <param name="features">How many features it has room for.</param>
    public Tensor Nothing(long features) => torch.zeros([K.shape[0], K.shape[1], features, V.shape[3]], K.dtype);

    public Tokens Slice(long start, long count) => start == 0 && count == Count ? this : this with
    {
        Q = Q.narrow(2, start, count),
        K = K.narrow(2, start, count),
        V = V.narrow(2, start, count),
        LogDecay = LogDecay?.narrow(2, start, count),
        Signals = Signals.Tokens(Declared, start, count),
    };

    /// <summary>All these tokens at once: what they read of the memory and of one another, and the memory after them.</summary>
    /// <param name="write">How tokens are written.</param>
    /// <param name="memory">The memory before them; null when it holds nothing.</param>
    /// <param name="keep">Whether anybody asks for the memory after them.</param>
    public (Tensor Reading, Tensor? Memory) Pass(Write? write, Tensor? memory, bool keep)
    {
        var fading = LogDecay is null ? null : new Fading(LogDecay);
        var keys = keep || (memory is not null && write is not null) ? KeyFeatures : null;
        var added = write is null ? V : write.Many(Signals, V, memory is null ? torch.zeros_like(V) : Faded(keys!).matmul(memory), Meet(K, fading));
        var reading = Meet(Q, fading).matmul(added);
        if (memory is not null) reading = Faded(QueryFeatures).matmul(memory) + reading;
        if (!keep) return (reading, null);
        var after = (fading is null ? keys! : keys! * fading.UntilEnd).transpose(-2, -1).matmul(added);
        if (memory is not null) after = (fading is null ? memory : fading.All.transpose(-2, -1) * memory) + after;
        return (reading, after);

        Tensor Faded(Tensor x) => fading is null ? x : x * fading.SinceStart;
    }

    /// <summary>How much of what token j adds is met by x at token i: Σ x[i]·k[j]·what is left, lower triangular.</summary>
    private Tensor Meet(Tensor x, Fading? fading)
    {
        return fading is null ? Products(x.matmul(K.transpose(-2, -1))).tril() : fading.Meet(x, K, Products);

        Tensor Products(Tensor dots) => OfProducts is null ? dots : OfProducts(dots);
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
