namespace Heed.Pairwise.Patterns;

/// <summary>Keys lie in blocks, and a token reads its own block and those few earlier blocks whose keys are on average most like its
/// query.</summary>
/// <remarks>
/// Causal by itself. A block is judged by the product of the query with the mean of its keys, without scaling; keys that the caller hides
/// count for nothing there. Blocks that tie with the last one chosen are chosen too. Blocks are counted from the first key; the last may be
/// short.
/// </remarks>
/// <param name="block">Tokens of a block.</param>
/// <param name="topK">How many blocks a query reads, its own included.</param>
public sealed class Moba(long block = 2, long topK = 2) : BlockPattern, ICataloged<Moba>
{
    private readonly long block = block >= 1 ? block
        : throw new ArgumentOutOfRangeException(nameof(block), block, "A block has at least one token.");
    private readonly long topK = topK >= 1 ? topK
        : throw new ArgumentOutOfRangeException(nameof(topK), topK, "A query reads at least its own block.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "moba",
        Name = "Mixture of block attention (MoBA)",
        Cite = new("Lu et al.", "MoBA: Mixture of Block Attention for Long-Context LLMs", 2025, "arXiv:2502.13189"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  j ≤ i, block(j) ∈ {block(i)} ∪ top_{k−1} over earlier b of qᵢ·mean(k_b)",
        Tex = @"o_i = \sum_{j \le i,\; B(j) \in \{B(i)\} \cup \mathrm{top}_{k-1}(q_i \cdot \bar k_b)} "
            + @"\mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j",
        Cost = new("n(n/b + kb)d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => new() { Place = Place.Absolute, ReadsKeys = topK > 1, SeesOnlySelf = block == 1 && topK == 1 };

    /// <inheritdoc />
    protected override BlocksRead Read(Meeting meeting)
    {
        var (inputs, places) = (meeting.Inputs, meeting.Inputs.Places);
        inputs.RequireEqualWidths();
        var type = meeting.Scores.dtype;
        var own = Places.Of(places.Queries).floor_divide(block).unsqueeze(1);              // (N, 1)
        var blocks = torch.arange((places.Keys[^1] / block) + 1);
        var member = Places.Of(places.Keys).floor_divide(block).unsqueeze(1).eq(blocks).to(type);                  // (M, blocks)

        var (products, count) = Marks(meeting.Q.detach(), meeting.K.detach(), member, inputs.Mask.Visible());
        var earlier = blocks.lt(own).logical_and(count.gt(0));                             // (B, H, N, blocks)
        var means = (products / count).Filled(earlier.logical_not(), double.NegativeInfinity);
        return new(blocks.eq(own).logical_or(earlier.logical_and(Best(means))), block);
    }

    /// <summary>Each query's products with the keys of a block, added up, and how many keys they are.</summary>
    private static (Tensor Sums, Tensor Count) Marks(Tensor q, Tensor k, Tensor member, Tensor? seen)
    {
        if (seen is null) return (q.matmul(member.t().matmul(k).transpose(-2, -1)), member.sum(0L));           // keys first: no (N, M)
        var products = q.matmul(k.transpose(-2, -1));                                      // (B, H, N, M)
        seen = seen.expand(products.shape);
        return (products.Filled(seen.logical_not(), 0).matmul(member), seen.to(member.dtype).matmul(member));
    }

    private Tensor Best(Tensor means)
    {
        if (topK == 1) return torch.zeros_like(means, torch.@bool);
        if (topK > means.shape[^1]) return torch.ones_like(means, torch.@bool);
        var least = means.topk((int)topK - 1, -1).values.narrow(-1, topK - 2, 1);           // (B, H, N, 1)
        return Ties.Below(means, least).logical_not();
    }
}
