namespace Heed.Pairwise.Patterns;

/// <summary>A token reads every fourth token, say, counted from itself in both directions, however far away.</summary>
/// <remarks>
/// One half of the Sparse Transformer's strided pattern; the other half is a window of as many tokens. Together, and causal as in the
/// paper:
/// <c>or(sliding-window(4), strided(4)) + causal</c>.
/// </remarks>
/// <param name="stride">From one key that a query sees to the next.</param>
public sealed class Strided(long stride = 4) : PlacePattern, ICataloged<Strided>
{
    private readonly long stride = stride >= 1 ? stride
        : throw new ArgumentOutOfRangeException(nameof(stride), stride, "A stride is at least one token.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "strided",
        Name = "Strided attention",
        Cite = new("Child et al.", "Generating Long Sequences with Sparse Transformers", 2019, "arXiv:1904.10509"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  s divides i − j",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j,\quad i \equiv j \pmod s",
        Cost = new("n²d/s", "nd", "nd"),
        Witness = new("strided(2)",
            0.489348, -0.33446, -0.21098, 0.510057, 0.298201, -0.414644,
            0.0469044, 0.375605, 0.0843143, -0.365717, 0.220069, 0.182554),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => new() { Place = stride == 1 ? Place.None : Place.Relative };

    /// <inheritdoc />
    public override long Span => stride + 1;

    /// <inheritdoc />
    public override bool Sees(long i, long j) => (i - j) % stride == 0;
}
