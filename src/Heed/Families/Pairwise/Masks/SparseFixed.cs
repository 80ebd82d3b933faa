namespace Heed.Pairwise.Patterns;

/// <summary>The text is cut into blocks, and a token reads its own block and the last token or two of every earlier one, which sum these
/// up.</summary>
/// <remarks>Causal by itself. The Sparse Transformer's pattern for texts. Blocks are counted from the first key.</remarks>
/// <param name="stride">Tokens of a block.</param>
/// <param name="summary">How many tokens at the end of a block all later tokens see.</param>
public sealed class SparseFixed(long stride = 4, long summary = 1) : PlacePattern, ICataloged<SparseFixed>
{
    private readonly long stride = stride >= 1 ? stride
        : throw new ArgumentOutOfRangeException(nameof(stride), stride, "A block has at least one token.");
    private readonly long summary = summary >= 1 && summary <= stride ? summary
        : throw new ArgumentOutOfRangeException(nameof(summary), summary, $"From 1 to all {stride} tokens of a block sum it up.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "sparse-fixed",
        Name = "Fixed pattern of the Sparse Transformer",
        Cite = new("Child et al.", "Generating Long Sequences with Sparse Transformers", 2019, "arXiv:1904.10509"),
        Formula = "oᵢ = Σ_{j≤i} softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  ⌊j/s⌋ = ⌊i/s⌋ or j mod s ≥ s − c",
        Tex = @"o_i = \sum_{j \le i} \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j,\quad "
            + @"\lfloor j/s \rfloor = \lfloor i/s \rfloor \,\vee\, j \bmod s \ge s - c",
        Cost = new("n(s + cn/s)d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => new() { Place = summary == stride ? Place.Relative : Place.Absolute };

    /// <inheritdoc />
    public override bool HidesLater => true;

    /// <inheritdoc />
    public override long Span => stride + 1;

    /// <inheritdoc />
    public override bool Sees(long i, long j) => j <= i && (Block(i) == Block(j) || j - (Block(j) * stride) >= stride - summary);

    private long Block(long place) => (long)Math.Floor(place / (double)stride);
}
