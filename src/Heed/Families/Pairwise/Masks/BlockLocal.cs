using Heed.Lowering;

namespace Heed.Pairwise.Patterns;

/// <summary>The text is cut into blocks of equal length, and a token reads the tokens of its own block only.</summary>
/// <remarks>Blocks are counted from the first key; the last may be short.</remarks>
/// <param name="block">Tokens of a block.</param>
public sealed class BlockLocal(long block = 4) : PlacePattern, ICataloged<BlockLocal>
{
    private readonly long block = block >= 1 ? block
        : throw new ArgumentOutOfRangeException(nameof(block), block, "A block has at least one token.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "block-local",
        Name = "Block-local attention",
        Cite = new("Qiu et al.", "Blockwise Self-Attention for Long Document Understanding", 2019, "arXiv:1911.02972"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  ⌊j/b⌋ = ⌊i/b⌋",
        Tex = @"o_i = \sum_{j:\, \lfloor j/b \rfloor = \lfloor i/b \rfloor} \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt "
            + @"d}\right) v_j",
        Cost = new("nbd", "nd", "bd"),
    };

    /// <inheritdoc />
    public override bool LowersInCache => false;                                           // it is made for the blocks of a whole text

    /// <inheritdoc />
    public override bool LowersToTable => false;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs)
    {
        var (n, m, size) = ((int)inputs.Queries, (int)inputs.Keys, (int)Math.Min(block, 1 << 24));
        // queries begin inside a block, so their blocks are not those of the table
        if (inputs.Offset % size != 0)
        {
            parts.Add(new Kernels.Documents(Ids(inputs.Places.Queries), Ids(inputs.Places.Keys)));
            return;
        }

        var (rows, columns, first) = (Up(n, size), Up(m, size), Block(inputs.Offset));
        var same = new bool[rows * columns];
        for (var i = 0; i < rows; i++)
            if (i + first >= 0 && i + first < columns) same[(i * columns) + i + first] = true;
        parts.Add(new Kernels.BlockMask(same, 1, 1, n, m, size, size));
    }

    /// <inheritdoc />
    public override PairwiseFacts Facts => new() { Place = Place.Absolute, SeesOnlySelf = block == 1 };

    /// <inheritdoc />
    public override bool HidesLater => block == 1;

    /// <inheritdoc />
    public override long? Window => block;

    /// <inheritdoc />
    public override bool Sees(long i, long j) => Block(i) == Block(j);

    private int[] Ids(IReadOnlyList<long> places) => [.. places.Select(Block)];

    private int Block(long place) => (int)Math.Floor(place / (double)block);

    private static int Up(int tokens, int size) => (tokens + size - 1) / size;
}
