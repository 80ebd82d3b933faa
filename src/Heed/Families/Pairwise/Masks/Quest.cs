namespace Heed.Pairwise.Patterns;

/// <summary>Keys lie in pages, and a token reads those few pages that might hold the keys most like its query, going by what the page says
/// of itself.</summary>
/// <remarks>
/// Causal by itself. A page says the least and the largest number of each feature of its keys so far, which bounds the product with any of
/// them, without scaling. The page of the token itself has no privilege. All keys stay: nothing is let go of. At least three pages are
/// read, as in published code. Keys that the caller hides count for nothing there; pages that tie with the last one chosen are chosen too.
/// </remarks>
/// <param name="page">Tokens of a page, counted from the first key; the last may be short.</param>
/// <param name="budget">How many keys are read: that many pages, rounded down, but three at least.</param>
/// <param name="prefill">How many first tokens read everything before them.</param>
public sealed class Quest(long page = 2, long budget = 6, long prefill = 1) : Pattern, ICataloged<Quest>
{
    private readonly long page = page >= 1 ? page
        : throw new ArgumentOutOfRangeException(nameof(page), page, "A page has at least one token.");
    private readonly long count = Math.Max(3, budget / Math.Max(1, page));
    private readonly long prefill = prefill >= 0 ? prefill
        : throw new ArgumentOutOfRangeException(nameof(prefill), prefill, "The number of first tokens is not negative.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "quest",
        Name = "Quest",
        Cite = new("Tang et al.", "Quest: Query-Aware Sparsity for Efficient Long-Context LLM Inference", 2024, "arXiv:2406.10774"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  j ≤ i, page(j) ∈ top of Σ_c max(qᵢ_c min k_c, qᵢ_c max k_c)",
        Tex = @"o_i = \sum_{j \le i,\; P(j) \in \mathrm{top}\, u_i} \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j,\quad "
            + @"u_{ip} = \sum_c \max(q_{ic} \min_{j \in p} k_{jc},\; q_{ic} \max_{j \in p} k_{jc})",
        Cost = new("n(n/p + b)d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => new() { Place = Place.Absolute, ReadsKeys = true };

    /// <inheritdoc />
    public override bool HidesLater => true;

    /// <inheritdoc />
    public override Tensor Visible(Meeting meeting)
    {
        var (inputs, places) = (meeting.Inputs, meeting.Inputs.Places);
        inputs.RequireEqualWidths();
        var causal = new Causal().Visible(places);                                         // (N, M)
        var sees = Hidden.Join(causal, inputs.Mask.Visible())!;
        sees = sees.expand(meeting.Scores.shape);                                          // (B, H, N, M)
        var ofKeys = Places.Of(places.Keys).floor_divide(page);                            // (M)
        var pages = torch.arange((places.Keys[^1] / page) + 1);
        var bounds = torch.stack([.. pages.data<long>().ToArray().Select(p => Bound(meeting, sees.logical_and(ofKeys.eq(p))))], -1);
        var chosen = bounds.shape[^1] <= count ? bounds.isneginf().logical_not() : Best(bounds);                  // (B, H, N, pages)
        var member = ofKeys.unsqueeze(1).eq(pages).to(bounds.dtype);                       // (M, pages)
        var read = chosen.to(bounds.dtype).matmul(member.t()).gt(0);
        return read.logical_or(Places.Of(places.Queries).lt(prefill).unsqueeze(1)).logical_and(causal);
    }

    /// <summary>The largest product that the page might hold for each query, (B, H, N).</summary>
    private static Tensor Bound(Meeting meeting, Tensor sees)
    {
        var (q, k) = (meeting.Q.detach(), meeting.K.detach());
        var products = (q.unsqueeze(3) * k.unsqueeze(2)).Filled(sees.logical_not().unsqueeze(-1), double.NegativeInfinity);
        return products.amax([3]).sum(-1);                                                 // of (B, H, N, M, D) over the page
    }

    private Tensor Best(Tensor bounds)
    {
        var least = bounds.topk((int)count, -1).values.narrow(-1, count - 1, 1);           // (B, H, N, 1)
        return Ties.Below(bounds, least).logical_or(bounds.isneginf()).logical_not();
    }
}
