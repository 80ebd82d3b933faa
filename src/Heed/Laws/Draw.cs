namespace Heed.Laws;

/// <summary>Random inputs for a mechanism, the same for the same seed: float64, two texts of nine tokens, four heads of width eight, values of width six.</summary>
/// <param name="Q">Queries.</param>
/// <param name="K">Keys.</param>
/// <param name="V">Values.</param>
/// <param name="Signals">All signals that the mechanism declares.</param>
/// <param name="Seed">The seed.</param>
public sealed record Draw(Tensor Q, Tensor K, Tensor V, Signals Signals, int Seed)
{
    internal const long Batch = 2, Heads = 4, Tokens = 9, Width = 8, ValueWidth = 6;

    /// <summary>The inputs for a mechanism.</summary>
    /// <param name="mechanism">Which says what signals it wants.</param>
    /// <param name="seed">Which draw. Odd ones are larger, so that scores differ more.</param>
    public static Draw For(Mechanism mechanism, int seed)
    {
        var random = new torch.Generator((ulong)seed);
        var groups = mechanism.KvHeads(Heads);
        var sizes = new Dictionary<string, long>
        {
            ["B"] = Batch,
            ["H"] = Heads,
            ["G"] = groups,
            ["N"] = Tokens,
            ["M"] = Tokens,
            ["Dq"] = Width,
            ["Dk"] = Width,
            ["Dv"] = ValueWidth,
            ["F"] = mechanism.FeatureWidth(Width),
        };
        var large = 1 + (seed % 2);
        var signals = new Signals();
        foreach (var signal in mechanism.Signals.Where(s => s.Kind != SignalKind.State))
            signals[signal.Name] = Sample(signal, [.. signal.Sizes.Select(s => sizes.GetValueOrDefault(s, signal.Free > 0 ? signal.Free : Width))], random);
        return new(
            large * Normal(random, Batch, Heads, Tokens, Width),
            large * Normal(random, Batch, groups, Tokens, Width),
            Normal(random, Batch, groups, Tokens, ValueWidth),
            signals,
            seed);
    }

    /// <summary>More random numbers of this draw, in the shape of a tensor.</summary>
    /// <param name="like">The shape.</param>
    /// <param name="stream">Another number for other numbers.</param>
    internal Tensor More(Tensor like, int stream) => Normal(new torch.Generator((ulong)(Seed + (1000 * stream))), like.shape);

    /// <summary>The same inputs with the tokens in another order.</summary>
    /// <param name="mechanism">Which says which signals belong to tokens.</param>
    /// <param name="order">The old index of each new token.</param>
    internal Draw Reordered(Mechanism mechanism, Tensor order)
    {
        var perToken = mechanism.Signals.Where(s => s.Kind == SignalKind.Token).Select(s => s.Name).ToHashSet();
        return this with
        {
            Q = Q.index_select(2, order),
            K = K.index_select(2, order),
            V = V.index_select(2, order),
            Signals = Signals.Select((name, s) => perToken.Contains(name) ? s.index_select(2, order) : s),
        };
    }

    private static Tensor Sample(Signal signal, long[] shape, torch.Generator random)
    {
        var normal = Normal(random, shape);
        return signal.Range switch
        {
            SignalRange.Negative => torch.nn.functional.logsigmoid(normal),
            SignalRange.Unit => normal.sigmoid(),
            _ => normal,
        };
    }

    private static Tensor Normal(torch.Generator random, params long[] shape) => torch.randn(shape, torch.float64, generator: random);
}
