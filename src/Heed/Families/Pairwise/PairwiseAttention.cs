using Heed.Pairwise.Normalisers;
using Heed.Pairwise.Scores;

namespace Heed.Pairwise;

/// <summary>
/// Attention that compares every query with every key that it may see, made of parts that take the stages of <see
/// cref="PairwiseFamily"/>.
/// </summary>
public sealed partial class PairwiseAttention : Mechanism
{
    private readonly PairwisePart[] parts;
    private readonly Role[] roles;
    private readonly Prepare[] prepares;
    private readonly Context[] contexts;
    private readonly Bias[] biases;
    private readonly Pattern[] patterns;
    private readonly HeadMixing[] mixings;
    private readonly Gate[] gates;

    /// <summary>Composes the parts; stages that none of them takes get the default.</summary>
    /// <param name="parts">Parts of this family; those of one stage in their order.</param>
    /// <exception cref="ArgumentException">Too many parts for one stage, or a part of another family.</exception>
    public PairwiseAttention(params IReadOnlyList<Part> parts)
    {
        Family.Check(parts, PairwiseFamily.Instance.Stages);
        Sharing = parts.OfType<HeadSharing>().SingleOrDefault();
        Score = parts.OfType<Score>().SingleOrDefault() ?? new ScaledDotProduct();
        Cap = parts.OfType<Cap>().SingleOrDefault();
        Policy = parts.OfType<CachePolicy>().SingleOrDefault();
        Values = parts.OfType<ValueReading>().SingleOrDefault();
        Normaliser = parts.OfType<Normaliser>().SingleOrDefault() ?? new Softmax();
        (prepares, contexts, biases) = ([.. parts.OfType<Prepare>()], [.. parts.OfType<Context>()], [.. parts.OfType<Bias>()]);
        (patterns, mixings, gates) = ([.. parts.OfType<Pattern>()], [.. parts.OfType<HeadMixing>()], [.. parts.OfType<Gate>()]);
        PairwisePart?[] all =
            [Sharing, .. prepares, .. contexts, Score, Cap, .. biases, .. patterns, Policy, Normaliser, .. mixings, Values, .. gates];
        this.parts = [.. all.OfType<PairwisePart>()];
        roles = [.. Sharing?.Roles ?? Role.QueryKeyValue, .. Declared(this.parts)];
        Facts = PairwiseFold.Of(this);
    }

    /// <summary>The inputs that parts read besides queries, keys and values; several may read the same one.</summary>
    private static IEnumerable<Role> Declared(IEnumerable<PairwisePart> parts)
    {
        var signals = parts.SelectMany(p => p.Signals).ToArray();
        if (signals.GroupBy(s => s.Name).FirstOrDefault(g => g.DistinctBy(s => (s.Shape, s.Kind)).Count() > 1) is { } twice)
            throw new ArgumentException($"Two of these parts read different inputs of one name, '{twice.Key}': leave one out.");
        return signals.DistinctBy(s => s.Name);
    }

    /// <summary>Where queries, keys and values come from; null = q, k and v, each head for itself.</summary>
    public HeadSharing? Sharing { get; }

    /// <summary>What happens to queries and keys before they meet, in order.</summary>
    public IReadOnlyList<Prepare> Prepares => prepares;

    /// <summary>Keys and values besides those of the text.</summary>
    public IReadOnlyList<Context> Contexts => contexts;

    /// <summary>How alike a query and a key are.</summary>
    public Score Score { get; }

    /// <summary>How large a score may become; null = as large as it likes.</summary>
    public Cap? Cap { get; }

    /// <summary>What is added to scores.</summary>
    public IReadOnlyList<Bias> Biases => biases;

    /// <summary>Which pairs may meet: those that all of these let meet.</summary>
    public IReadOnlyList<Pattern> Patterns => patterns;

    /// <summary>Which keys a cache of limited size holds on to; null = all.</summary>
    public CachePolicy? Policy { get; }

    /// <summary>How scores become weights.</summary>
    public Normaliser Normaliser { get; }

    /// <summary>How heads speak to one another.</summary>
    public IReadOnlyList<HeadMixing> Mixings => mixings;

    /// <summary>What queries make of the values that they weigh; null = their weighted sum.</summary>
    public ValueReading? Values { get; }

    /// <summary>What becomes of the result.</summary>
    public IReadOnlyList<Gate> Gates => gates;

    /// <inheritdoc />
    public override Family Family => PairwiseFamily.Instance;

    /// <inheritdoc />
    public override Facts Facts { get; }

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles => roles;

    /// <inheritdoc />
    public override bool HasWeights => gates.Length == 0;                                 // a gate changes how much is read

    /// <inheritdoc />
    public override bool HasKeysBesideText => contexts.Length > 0;

    /// <inheritdoc />
    public override WeightKind WeightKind => gates.Any(g => g.IsPerChannel) ? WeightKind.PerChannel : WeightKind.PerHead;

    /// <inheritdoc />
    public override long KvHeads(long heads) => Sharing?.KvHeads(heads) ?? heads;

    /// <inheritdoc />
    public override long? SizeOf(string name, Sizes sizes) => parts.Select(p => p.SizeOf(name, sizes)).FirstOrDefault(s => s is not null);

    /// <inheritdoc />
    public override Tensor? Visible(long queries, long keys)
    {
        var places = new Places(queries, keys);
        return patterns.OfType<PlacePattern>().Aggregate(base.Visible(queries, keys), (all, p) => Hidden.Join(all, p.Visible(places)));
    }

    /// <summary>For each pair that can meet 2d for the score and 2d for the value.</summary>
    /// <inheritdoc />
    public override double? Operations(Sizes sizes)
    {
        var pairs = Visible(sizes["N"], sizes["M"]) is { } visible ? visible.sum().item<long>() : (double)sizes["N"] * sizes["M"];
        return pairs * sizes["H"] * ((Score.Facts.ReadsKeys ? 2.0 * sizes["Dk"] : 0) + (2.0 * sizes["Dv"]));
    }

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs) => Compute(inputs, null, out _);

    /// <summary>The formula.</summary>
    /// <param name="inputs">Checked tensors and sizes.</param>
    /// <param name="held">What a cache policy still holds, (B, H, N, M); null to follow the policy from the first token.</param>
    /// <param name="weights">(B, H, N, M).</param>
    private Tensor Compute(Inputs inputs, Tensor? held, out Tensor weights)
    {
        var call = Sharing?.Expand(inputs) ?? inputs;
        var visible = Hidden.Join(call.Mask.Visible(), Fixed(call));
        var (q, k) = Prepared(call, call.Q, Hidden.Erase(call.K, call, visible));
        (k, var v) = (call.Share(k), call.Share(call.V));                                  // (B, H, M, Dk), (B, H, M, Dv)
        foreach (var context in contexts) (k, v, visible) = Added(call, context, k, v, visible);

        var scores = Score.Compare(call, q, k);                                            // (B, H, N, M)
        call.Trace?.Record("scores", scores);
        if (Score.Factor(call) is not 1.0 and var factor) scores = Noted("scaled", scores * factor, call.Trace);
        weights = Weigh(new(call, q, k, scores), held, ref visible);
        return Gated(inputs, Values?.Read(call, weights, v, visible) ?? Hidden.Read(weights, v, visible));      // (B, H, N, Dv)
    }

    /// <summary>Queries and keys as they meet.</summary>
    private (Tensor Q, Tensor K) Prepared(Inputs inputs, Tensor q, Tensor k)
    {
        foreach (var prepare in prepares) (q, k) = prepare.Apply(inputs, q, k);
        return (q, k);
    }

    /// <summary>What patterns hide that go by places alone.</summary>
    private Tensor? Fixed(Inputs inputs)
    {
        var visible = patterns.OfType<PlacePattern>().Aggregate((Tensor?)null, (all, p) => Hidden.Join(all, p.Visible(inputs.Places)));
        if (visible is not null) inputs.Trace?.Record("mask", visible);
        return visible;
    }

    private static (Tensor K, Tensor V, Tensor? Visible) Added(Inputs inputs, Context context, Tensor k, Tensor v, Tensor? visible)
    {
        var (moreK, moreV) = context.Before(inputs);
        (k, v) = (torch.cat([inputs.Share(moreK), k], 2), torch.cat([inputs.Share(moreV), v], 2));
        return (k, v, visible is null ? null : Beside(visible, k.shape[2] - visible.shape[^1]));
    }

    /// <summary>What is visible of the text, and all of what stands before it.</summary>
    private Tensor BesideContext(Tensor visible, Tensor scores) =>
        contexts.Length == 0 ? visible : Beside(visible, scores.shape[^1] - visible.shape[^1]);

    private static Tensor Beside(Tensor visible, long before) =>
        before == 0 ? visible : torch.cat([torch.ones([.. visible.shape[..^1], before], torch.@bool), visible], -1);
}
