namespace Heed.Alone;

/// <summary>Queries and keys gather around a few centroids, and a query reads those keys only that gathered where it did.</summary>
/// <remarks>
/// Each centroid takes the queries that point most nearly its way, and the keys likewise; those that tie with the last are taken too. A
/// query that several took reads the mean of what it finds with each, one that none took reads nothing. The paper moves the centroids with
/// the means of what they took, outside of the gradient: here they are given.
/// </remarks>
/// <param name="window">How many queries, and how many keys, each centroid takes.</param>
/// <param name="eps">Added to the number of centroids that took a query.</param>
public sealed class Routing(long window = 4, double eps = 1e-5) : AloneMechanism, ICataloged<Routing>
{
    private const double NoDivisionByZero = 1e-12;

    private readonly long window = window >= 1 ? window
        : throw new ArgumentOutOfRangeException(nameof(window), window, "A centroid takes at least one query.");
    private readonly double eps = eps > 0 ? eps
        : throw new ArgumentOutOfRangeException(nameof(eps), eps, "What is added must be above 0: there are queries that none took.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "routing",
        Name = "Routing Transformer",
        Cite = new("Roy, Saffar, Vaswani and Grangier", "Efficient Content-Based Sparse Attention with Routing Transformers", 2020,
            "arXiv:2003.05997"),
        Formula = "oᵢ = Σ_{c: i∈Q(c)} Σⱼ softmax_{j∈K(c)}(qᵢ·kⱼ / √d) vⱼ / (|{c: i∈Q(c)}| + ε),  "
            + "Q(c) = top_w of μ_c·q/|q|, K(c) = top_w of μ_c·k/|k|",
        Tex = @"o_i = \frac{\sum_{c:\, i \in Q_c} \sum_{j \in K_c} \mathrm{softmax}_{j \in K_c}\left(\frac{q_i \cdot k_j}{\sqrt d}\right) "
            + @"v_j}{|\{c: i \in Q_c\}| + \varepsilon},\quad Q_c = \mathrm{top}_w\, \mu_c \cdot \frac{q}{|q|},\ "
            + @"K_c = \mathrm{top}_w\, \mu_c \cdot \frac{k}{|k|}",
        Cost = new("ncd + cw²d", "nd", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new();

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        .. Role.QueryKeyValue,
        new("centroids", "H U=3 Dk", RoleKind.Parameter, "where queries and keys gather, for each head") { OnlyChooses = true },
    ];

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        inputs.RequireEqualWidths();
        var visible = inputs.Mask.Visible();
        var (q, k) = (inputs.Q, inputs.Share(Hidden.Erase(inputs.K, inputs, visible)));
        var scores = Reading.Scores(inputs, q, k, 1 / Math.Sqrt(inputs.WidthK));           // (B, H, N, M)
        var pairs = visible?.expand(scores.shape);
        var (asking, asked) = (Taken(q, pairs?.any(-1)), Taken(k, pairs?.any(-2)));        // (B, H, U, N), (B, H, U, M)
        var weights = torch.zeros_like(scores);
        for (long c = 0; c < asking.shape[2]; c++)
        {
            var (own, there) = (asking.select(2, c).unsqueeze(-1), Hidden.Join(pairs, asked.select(2, c).unsqueeze(-2))!);
            weights += Reading.Weights(scores, there.expand(scores.shape)).Filled(own.logical_not(), 0);
        }

        weights /= asking.sum(2).unsqueeze(-1) + eps;
        inputs.Trace?.Record("weights", weights);
        return Hidden.Read(weights, inputs.Share(inputs.V), visible);

        Tensor Taken(Tensor x, Tensor? seen)
        {
            using var frozen = torch.no_grad();
            var alike = inputs["centroids"].matmul((x / x.norm(-1, true).clamp_min(NoDivisionByZero)).transpose(-2, -1));
            if (seen is not null) alike = alike.Filled(seen.logical_not().unsqueeze(2), double.NegativeInfinity);
            var least = alike.topk((int)Math.Min(window, alike.shape[^1]), -1).values.amin([-1], true);
            return Ties.Below(alike, least).logical_not().logical_and(alike.isneginf().logical_not());
        }
    }
}
