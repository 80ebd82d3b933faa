using Heed.Lowering;

namespace Heed.Pairwise.Patterns;

/// <summary>A token reads itself and the few tokens just before it.</summary>
/// <remarks>Layers add reach: after L layers a token has heard of L·(w − 1) tokens back.</remarks>
/// <param name="window">How many keys a query sees, its own included.</param>
/// <param name="alignment">Where the queries stand when there are more keys than queries.</param>
public sealed class SlidingWindow(long window = 256, Alignment alignment = Alignment.BottomRight)
    : PlacePattern(alignment), ICataloged<SlidingWindow>
{
    private readonly long window = window >= 1 ? window
        : throw new ArgumentOutOfRangeException(nameof(window), window, "A window holds at least the query's own key.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "sliding-window",
        Name = "Sliding-window attention",
        Cite = new("Beltagy, Peters and Cohan", "Longformer: The Long-Document Transformer", 2020, "arXiv:2004.05150"),
        Formula = "oᵢ = Σ_{i−w<j≤i} softmaxⱼ(qᵢ·kⱼ / √d) vⱼ",
        Tex = @"o_i = \sum_{i-w < j \le i} \mathrm{softmax}_{i-w < j \le i}\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j",
        Cost = new("nwd", "nd", "wd"),
        Options = ["window"],
        Witness = new("sliding-window(2)",
            -0.665557, 0.314625, 0.403697, -0.65062, -0.516556, 0.610134,
            0.00874511, -0.617412, -0.130707, 0.676062, -0.431975, -0.316532),
    };

    /// <inheritdoc />
    public override bool LowersToTable => false;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs) =>
        parts.Add(new Kernels.Window((int)Math.Min(window, 1 << 24), Offset(inputs)));

    /// <inheritdoc />
    public override PairwiseFacts Facts => new() { Place = Place.Relative, Streams = EndsAtLastKey, SeesOnlySelf = window == 1 };

    /// <inheritdoc />
    public override bool HidesLater => true;

    /// <inheritdoc />
    public override long? Window => window;

    /// <inheritdoc />
    public override bool Sees(long i, long j) => i - window < j && j <= i;
}
