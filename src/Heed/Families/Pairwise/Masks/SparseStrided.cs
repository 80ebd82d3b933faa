namespace Heed.Pairwise.Patterns;

/// <summary>A token reads the last few tokens, and of those before them every one that lies a whole number of strides back.</summary>
/// <remarks>
/// Causal by itself. The Sparse Transformer's pattern for pictures, where a stride is a row of pixels: what is near, and what stands
/// above. Two layers bring every token to every later one. The paper gives the two halves to different heads or layers, or joins them, as
/// here.
/// </remarks>
/// <param name="stride">How many keys of the near past are seen, and from one of the others to the next.</param>
public sealed class SparseStrided(long stride = 4) : PlacePattern, ICataloged<SparseStrided>
{
    private readonly long stride = stride >= 1 ? stride
        : throw new ArgumentOutOfRangeException(nameof(stride), stride, "A stride is at least one token.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "sparse-strided",
        Name = "Strided pattern of the Sparse Transformer",
        Cite = new("Child et al.", "Generating Long Sequences with Sparse Transformers", 2019, "arXiv:1904.10509"),
        Formula = "oᵢ = Σ_{j≤i} softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  i − j < s or s divides i − j",
        Tex = @"o_i = \sum_{j \le i} \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j,\quad "
            + @"i - j < s \,\vee\, i \equiv j \pmod s",
        Cost = new("n(s + n/s)d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Relative };

    /// <inheritdoc />
    public override bool HidesLater => true;

    /// <inheritdoc />
    public override long Span => (2 * stride) + 1;

    /// <inheritdoc />
    public override bool Sees(long i, long j) => j <= i && (i - j < stride || (i - j) % stride == 0);
}
