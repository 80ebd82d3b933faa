using Heed.Lowering;

namespace Heed.Pairwise.Patterns;

/// <summary>The text is cut into blocks, and a token reads its own, the two beside it, the first, the last, and a few that were drawn at
/// random; the first and the last read everything.</summary>
/// <remarks>
/// So any two tokens are few steps apart, as in a random graph. Blocks are counted from the first key; the last may be short. Where the
/// last block lies depends on the length of the text, so it does not go token by token.
/// </remarks>
/// <param name="block">Tokens of a block.</param>
/// <param name="randomBlocks">The blocks that were drawn: as many for each block of queries, one block after the other.</param>
public sealed class Bigbird(long block = 2, long[]? randomBlocks = null) : Pattern, ICataloged<Bigbird>
{
    private readonly long block = block >= 1 ? block
        : throw new ArgumentOutOfRangeException(nameof(block), block, "A block has at least one token.");
    private readonly long[] drawn = randomBlocks ?? [];

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "bigbird",
        Name = "BigBird (window, global and random blocks)",
        Cite = new("Zaheer et al.", "Big Bird: Transformers for Longer Sequences", 2020, "arXiv:2007.14062"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  |b(i) − b(j)| ≤ 1 or b(i) or b(j) first or last or b(j) ∈ R(b(i))",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j,\quad |b_i - b_j| \le 1 \,\vee\, "
            + @"\{b_i, b_j\} \cap \{0, B - 1\} \ne \emptyset \,\vee\, b_j \in R(b_i)",
        Cost = new("n(3 + 2 + r)bd", "nd", "nd"),
    };

    /// <inheritdoc />
    public override bool LowersInCache => false;                                           // it is made for the blocks of a whole text

    /// <inheritdoc />
    public override bool LowersToTable => false;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs) => BlockTable.Lower(parts, inputs, Size, Sees(inputs.Places));

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Absolute, Streams = false };

    /// <inheritdoc />
    public override bool SeesOwnKey => true;

    /// <inheritdoc />
    public override Tensor Visible(Meeting meeting)
    {
        var (places, sees) = (meeting.Inputs.Places, Sees(meeting.Inputs.Places));
        return torch.tensor([.. places.Queries.SelectMany(i => places.Keys.Select(j => sees(i, j)))])
            .view(places.Queries.Count, places.Keys.Count);
    }

    private int Size => (int)Math.Min(block, 1 << 24);

    private Func<long, long, bool> Sees(Places places)
    {
        var last = places.Keys[^1] / block;
        if (drawn.Length % (last + 1) != 0)
            throw new ArgumentException($"There are {last + 1} blocks of {block}: {drawn.Length} random blocks are not as many for each.");
        var each = (int)(drawn.Length / (last + 1));
        return (i, j) =>
        {
            var (own, other) = (Math.Max(0, i) / block, j / block);
            return Math.Abs(own - other) <= 1 || own == 0 || own == last || other == 0 || other == last
                || Array.IndexOf(drawn, other, (int)own * each, each) >= 0;
        };
    }
}
