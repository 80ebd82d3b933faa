namespace Heed.Pairwise.Patterns;

/// <summary>Keys lie in blocks; a small indexer marks every earlier key, and a query reads the blocks that hold its highest marks, its own
/// among them.</summary>
/// <remarks>
/// Causal by itself. Marks are products without scaling, and the choice has no gradient. Blocks that tie with the last one chosen are
/// chosen too; keys that the caller hides are not marked. Each head of the indexer chooses for as many query heads.
/// </remarks>
/// <param name="block">Tokens of a block.</param>
/// <param name="topK">How many blocks a query reads, with those that it always reads.</param>
/// <param name="localBlocks">How many blocks it always reads: its own and those just before it.</param>
public sealed class BlockMaxIndexer(long block = 2, long topK = 2, long localBlocks = 1) : BlockPattern, ICataloged<BlockMaxIndexer>
{
    private readonly long block = block >= 1 ? block
        : throw new ArgumentOutOfRangeException(nameof(block), block, "A block has at least one token.");
    private readonly long local = localBlocks >= 1 ? localBlocks
        : throw new ArgumentOutOfRangeException(nameof(localBlocks), localBlocks, "A query reads at least its own block.");
    private readonly long topK = topK >= localBlocks ? topK
        : throw new ArgumentOutOfRangeException(nameof(topK), topK,
            $"A query always reads the {localBlocks} of local_blocks, so it cannot read fewer.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "block-max-indexer",
        Name = "MiniMax sparse attention (blocks by their best key)",
        Cite = new("Lai et al.", "MiniMax Sparse Attention", 2026, "arXiv:2606.13392"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  j ≤ i, block(j) ∈ {block(i)} ∪ top_{k−1} over earlier b of max_{l∈b} qᴵᵢ·kᴵₗ",
        Tex = @"o_i = \sum_{j \le i,\; B(j) \in \{B(i)\} \cup \mathrm{top}_{k-1}(\max_{l \in b} q^I_i \cdot k^I_l)} "
            + @"\mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j",
        Cost = new("n²dᴵ + nkbd", "n²", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => new() { Place = Place.Absolute, SeesOnlySelf = block == 1 && topK == 1 && localBlocks > 0 };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
    [
        new("q_idx", "B HI=1 N DI", RoleKind.Token, "what the indexer's heads ask") { OnlyChooses = true },
        new("k_idx", "B M DI", RoleKind.Token, "what answers them") { OnlyChooses = true },
    ];

    /// <inheritdoc />
    protected override BlocksRead Read(Meeting meeting)
    {
        var (inputs, places) = (meeting.Inputs, meeting.Inputs.Places);
        var (q, k) = (inputs["q_idx"].detach(), inputs["k_idx"].detach().unsqueeze(1));
        if (inputs.Heads % q.shape[1] != 0)
            throw new ArgumentException($"{inputs.Heads} heads cannot share {q.shape[1]} heads of the indexer equally.", "q_idx");
        var causal = new Causal().Visible(places);
        var marks = q.matmul(k.transpose(-2, -1)).repeat_interleave(inputs.Heads / q.shape[1], 1);             // (B, H, N, M)
        marks = marks.Filled(Hidden.Join(inputs.Mask.Visible(), causal)!.logical_not(), double.NegativeInfinity);

        var at = Places.Of(places.Keys).floor_divide(block);                               // (M)
        var (blocks, own) = (torch.arange(at[^1].ToInt64() + 1), Places.Of(places.Queries).floor_divide(block).unsqueeze(1));
        var highest = torch.stack([.. Enumerable.Range(0, (int)blocks.shape[0]).Select(Highest)], -1);         // (B, H, N, blocks)
        var always = blocks.le(own).logical_and(blocks.gt(own - local));                   // (N, blocks)
        return new(Taken(highest.Filled(always, double.PositiveInfinity)), block);

        Tensor Highest(int b) => marks.Filled(at.ne(b), double.NegativeInfinity).amax([-1]);
    }

    private Tensor Taken(Tensor highest)
    {
        if (topK >= highest.shape[^1]) return highest.isneginf().logical_not();
        var (least, always) = (highest.topk((int)topK, -1).values.narrow(-1, topK - 1, 1), highest.isposinf());
        var others = highest.Filled(always, double.NegativeInfinity);                      // (B, H, N, blocks)
        var tied = Ties.Below(others, least).logical_not().logical_and(others.isneginf().logical_not());
        return always.logical_or(tied.logical_and(least.isposinf().logical_not()));
    }
}
