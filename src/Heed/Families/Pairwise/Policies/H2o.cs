namespace Heed.Pairwise.Policies;

/// <summary>A cache of limited size that holds on to the latest keys and to those that got most attention so far, and forgets all others
/// for good.</summary>
/// <remarks>
/// What a key got is the sum of its weights over all queries since it came, not their mean, so keys that have been there longer have
/// more. A token still
/// reads the key that is about to go: at most heavy + recent + 1 keys. Of equal sums the earlier key stays.
/// </remarks>
/// <param name="heavy">How many keys with the most attention each head holds.</param>
/// <param name="recent">How many of the latest keys it holds besides.</param>
/// <param name="prefill">How many tokens are read in one pass, all of one another's past, before they come one by one.</param>
public sealed class H2o(long heavy = 2, long recent = 2, long prefill = 1) : CachePolicy(prefill), ICataloged<H2o>
{
    private readonly long heavy = heavy >= 1 ? heavy
        : throw new ArgumentOutOfRangeException(nameof(heavy), heavy, "At least one key with much attention is held.");
    private readonly long recent = recent >= 1 ? recent
        : throw new ArgumentOutOfRangeException(nameof(recent), recent, "At least the latest key is held.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "h2o",
        Name = "Heavy hitters (H2O)",
        Cite = new("Zhang et al.",
            "H2O: Heavy-Hitter Oracle for Efficient Generative Inference of Large Language Models", 2023, "arXiv:2306.14048"),
        Formula = "oₜ = Σ_{j∈Sₜ} softmaxⱼ(qₜ·kⱼ / √d) vⱼ,  Sₜ₊₁ = latest r ∪ top_h of Σ_{i≤t} aᵢⱼ ∪ {t+1}",
        Tex = @"o_t = \sum_{j \in S_t} \mathrm{softmax}_j\left(\frac{q_t \cdot k_j}{\sqrt d}\right) v_j,\quad S_{t+1} = "
            + @"\mathrm{latest}_r \cup \mathrm{top}_h \textstyle\sum_{i \le t} a_{ij} \cup \{t+1\}",
        Cost = new("n(h + r)d", "(h + r)d", "(h + r)d"),
    };

    /// <inheritdoc />
    public override long Budget => heavy + recent;

    /// <inheritdoc />
    public override Tensor Keep(Tensor held, Tensor weights, ref Tensor? memory)
    {
        var got = weights.sum(2);                                                          // (B, H, M)
        memory = memory is null ? got : memory + got;
        var latest = held.to(torch.int64).flip(-1).cumsum(-1).flip(-1).le(recent).logical_and(held);
        var others = held.logical_and(latest.logical_not());
        var sums = memory.Filled(others.logical_not(), double.NegativeInfinity);
        var rank = sums.sort(-1, descending: true, stable: true).Indices.argsort(-1);
        return latest.logical_or(others.logical_and(rank.lt(heavy)));
    }
}
