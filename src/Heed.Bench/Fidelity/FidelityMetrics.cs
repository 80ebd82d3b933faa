namespace Heed.Bench.Fidelity;

/// <summary>What is measured when a mechanism is compared with exact softmax attention.</summary>
internal static class FidelityMetrics
{
    public static Metric Frobenius { get; } = new("frobenius", "Relative error of the output", Better.Lower);

    public static Metric Spectral { get; } = new("spectral", "Relative error of the output, spectral norm", Better.Lower);

    public static Metric Cosine { get; } = new("cosine", "Cosine of outputs", Better.Higher);

    public static Metric Matrix { get; } = new("matrix-frobenius", "Relative error of the weights", Better.Lower);

    public static Metric Ahead { get; } = new("weight-ahead", "Weight on what comes later", Better.Lower);

    public static Metric Kl { get; } = new("kl", "Kullback-Leibler divergence from exact weights", Better.Lower, "nats");

    public static Metric Js { get; } = new("jensen-shannon", "Jensen-Shannon divergence of weights", Better.Lower, "nats");

    public static Metric Tv { get; } = new("total-variation", "Total variation of weights", Better.Lower, "share");

    public static Metric Entropy { get; } = new("entropy-gap", "Entropy of weights above the exact one", Better.Neither, "nats");

    public static Metric Spearman { get; } = new("spearman", "Rank correlation of weights", Better.Higher);

    public static Metric Recall1 { get; } = new("recall-at-1", "Heaviest key found", Better.Higher, "share");

    public static Metric Recall8 { get; } = new("recall-at-8", "Eight heaviest keys found", Better.Higher, "share");

    public static Metric RecallTenth { get; } = new("recall-at-tenth", "Heaviest tenth of the keys found", Better.Higher, "share");

    public static Metric Order { get; } = new("order-agreement", "Pairs of keys in the same order", Better.Higher, "share");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Metric> All { get; } =
        [Frobenius, Spectral, Cosine, Matrix, Ahead, Kl, Js, Tv, Entropy, Spearman, Recall1, Recall8, RecallTenth, Order];

    /// <summary>Those of rows of weights, and whether they make sense only where weights are shares of a whole.</summary>
    public static IReadOnlyList<(string Id, bool OfShares)> OfRows { get; } =
    [
        (Kl.Id, true), (Js.Id, true), (Tv.Id, true), (Entropy.Id, true), (Spearman.Id, false),
        (Recall1.Id, false), (Recall8.Id, false), (RecallTenth.Id, false), (Order.Id, false),
    ];
}
