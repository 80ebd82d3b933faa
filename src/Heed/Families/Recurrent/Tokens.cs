namespace Heed.Recurrent;

/// <summary>
/// A run of tokens as the recurrence sees them: features, values (with a column of ones where a sum of weights is kept), decays.
/// </summary>
/// <remarks>
/// Where products of features follow from dot products, q and k are what they were, and features are made only for the memory.
/// </remarks>
internal sealed record Tokens(Tensor Q, Tensor K, Tensor V, Tensor? LogDecay, SignalSet Signals, IReadOnlyList<Role> Declared)
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
        var (features, decay, write) = (mechanism.Features, mechanism.Decay, mechanism.Write);
        var products = decay is { Facts.IsPerFeature: true } || write is { AsksByKey: false } ? null : features.OfProducts(inputs);
        var tokens = new Tokens(
            products is null ? features.MapQuery(inputs, inputs.Q) : inputs.Q,
            products is null ? Shown(features.MapKey(inputs, k), hidden) : k,                 // a hidden value is 0, so its key may stay
            v,
            decay is null ? null : Shown(decay.LogDecay(inputs), hidden),
            Shown(inputs.Signals, mechanism.Signals, hidden),
            mechanism.Signals);
        if (products is not null)
            tokens = tokens with
            {
                OfProducts = products,
                Asked = q => features.MapQuery(inputs, q),
                Kept = x => features.MapKey(inputs, x),
            };
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

    /// <summary>One token: what it reads, and the memory after it.</summary>
    /// <param name="write">How it is written.</param>
    /// <param name="memory">The memory before it.</param>
    public (Tensor Reading, Tensor Memory) One(Write? write, Tensor memory)
    {
        var before = memory;
        if (LogDecay is { } fade) memory = fade.exp().transpose(-2, -1) * memory;
        foreach (var update in Updates(write))
        {
            var recalled = update.Asked is { } asked ? Kept(asked).matmul(write!.AsksBeforeDecay ? before : memory) : null;
            memory = memory + Kept(update.Key).transpose(-2, -1) * update.Written(recalled);
        }

        return (QueryFeatures.matmul(memory), memory);
    }

    /// <summary>What a kernel is given: queries, (B, H, T, F), and what each of the R writes of a token is written under, what is written,
    /// and what is asked before, (B, H, T·R, ·), strengths multiplied in.</summary>
    /// <param name="write">How tokens are written.</param>
    public (Tensor Q, Tensor K, Tensor V, Tensor? Asked) Written(Write? write)
    {
        var updates = Updates(write);
        return (QueryFeatures, Kept(Rows(updates, u => u.Key)), Rows(updates, u => Strong(u, u.Value)),
            updates.All(u => u.Asked is null) ? null
                : Rows(updates, u => u.Asked is { } asked ? Strong(u, Kept(asked)) : torch.zeros_like(QueryFeatures)));

        static Tensor Strong(Update update, Tensor x) => update.Strength is null ? x : update.Strength * x;
    }

    /// <summary>All these tokens at once: what they read of the memory and of one another, and the memory after them.</summary>
    /// <param name="write">How tokens are written.</param>
    /// <param name="memory">The memory before them; null when it holds nothing.</param>
    /// <param name="keep">Whether anybody asks for the memory after them.</param>
    public (Tensor Reading, Tensor? Memory) Pass(Write? write, Tensor? memory, bool keep)
    {
        var updates = Updates(write);
        var times = updates.Count;
        var fading = LogDecay is null ? null : new Fading(LogDecay);
        var (keys, written) = (Rows(updates, u => u.Key), fading?.Repeated(times));        // rows: what a token writes, one after the other
        var added = write is null ? V : Added(write, updates, memory, keys, written, fading);
        var (row, token) = (torch.arange(Count * times), torch.arange(Count));
        var later = row.div(times, torch.RoundingMode.floor).unsqueeze(0).gt(token.unsqueeze(1));
        var reading = Meet(Q, fading, keys, written, later).matmul(added);
        if (memory is not null) reading = Faded(QueryFeatures, fading).matmul(memory) + reading;
        if (!keep) return (reading, null);
        var features = Kept(keys);
        var after = (written is null ? features : features * written.UntilEnd).transpose(-2, -1).matmul(added);
        if (memory is not null) after = (written is null ? memory : written.All.transpose(-2, -1) * memory) + after;
        return (reading, after);
    }

    /// <summary>
    /// What is added under each key, when every row changes what the next ones recall: (I + s·overlap) U = s·(V − recalled).
    /// </summary>
    private Tensor Added(Write write, IReadOnlyList<Update> updates, Tensor? memory, Tensor keys, Fading? written, Fading? fading)
    {
        var values = Rows(updates, u => u.Value);
        var strength = updates.All(u => u.Strength is null) ? null
            : Rows(updates, u => u.Strength ?? torch.ones_like(u.Value.narrow(-1, 0, 1)));
        if (updates.All(u => u.Asked is null)) return strength is null ? values : strength * values;
        var asked = Rows(updates, u => u.Asked ?? torch.zeros_like(u.Key));
        var asking = write.AsksBeforeDecay ? fading?.Before.Repeated(updates.Count) : written;
        if (memory is not null) values = values - Faded(Kept(asked), asking).matmul(memory);
        var count = keys.shape[2];
        var token = torch.arange(count).div(write.AsksBeforeDecay ? updates.Count : 1, torch.RoundingMode.floor);
        // (B, H, C, C), of earlier rows only, before a decay of earlier tokens
        var overlap = Meet(asked, asking, keys, written, token.unsqueeze(0).ge(token.unsqueeze(1)));
        if (strength is not null) (overlap, values) = (strength * overlap, strength * values);
        return torch.linalg.solve_triangular(overlap + torch.eye(count, dtype: V.dtype), values, upper: false, unitriangular: true);
    }

    private IReadOnlyList<Update> Updates(Write? write) => write?.Updates(Signals, K, V) ?? [new Update(K, V)];

    /// <summary>How much of each row x meets, 0 where it is ahead.</summary>
    private Tensor Meet(Tensor x, Fading? asking, Tensor keys, Fading? written, Tensor ahead)
    {
        return written is null ? Products(x.matmul(keys.transpose(-2, -1))).Filled(ahead, 0)
            : written.Meet(x, asking!, keys, ahead, Products);

        Tensor Products(Tensor dots) => OfProducts is null ? dots : OfProducts(dots);
    }

    private static Tensor Faded(Tensor x, Fading? asking) => asking is null ? x : x * asking.SinceStart;

    /// <summary>What each update has of each token, the updates of one token after one another: (B, H, T·R, ·).</summary>
    private static Tensor Rows(IReadOnlyList<Update> updates, Func<Update, Tensor> of) =>
        updates.Count == 1 ? of(updates[0]) : torch.stack(updates.Select(of), 3).flatten(2, 3);

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
            Signals = PerToken(Signals, Declared, s =>
                torch.cat([torch.zeros([.. s.shape[..2], -missing, .. s.shape[3..]], s.dtype), s], 2)),
        };
    }

    private static Tensor Before(Tensor x, long count) =>
        torch.cat([torch.zeros([.. x.shape[..2], count, x.shape[3]], x.dtype), x], 2);

    private static Tensor Shown(Tensor x, Tensor? hidden) => hidden is null ? x : x.Filled(hidden.unsqueeze(-1), 0);

    private static SignalSet Shown(SignalSet signals, IReadOnlyList<Role> declared, Tensor? hidden) =>
        hidden is null ? signals : PerToken(signals, declared, s => s.Filled(s.dim() == 3 ? hidden : hidden.unsqueeze(-1), 0));

    private static SignalSet PerToken(SignalSet signals, IReadOnlyList<Role> declared, Func<Tensor, Tensor> change)
    {
        var names = declared.Where(d => d.Kind == RoleKind.Token).Select(d => d.Name).ToHashSet();
        return signals.Select((name, value) => names.Contains(name) ? change(value) : value);
    }
}
