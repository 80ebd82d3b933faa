using Heed.Lowering;

namespace Heed.Pairwise.Patterns;

/// <summary>All tokens read the first few, the question say, and one another only backwards: the answer is written after a question that
/// was read as a whole.</summary>
/// <remarks>With more keys than queries the last query stands at the last key, as with a cache. It goes token by token only when the
/// prefix is a single token.</remarks>
/// <param name="prefix">How many keys every query sees.</param>
public sealed class PrefixLm(long prefix = 3) : PlacePattern, ICataloged<PrefixLm>
{
    private readonly long prefix = prefix >= 0 ? prefix
        : throw new ArgumentOutOfRangeException(nameof(prefix), prefix, "A prefix is not negative.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "prefix-lm",
        Name = "Prefix language model",
        Cite = new("Raffel et al.",
            "Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer", 2019, "arXiv:1910.10683"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  j ≤ i or j < p",
        Tex = @"o_i = \sum_{j \le i \,\vee\, j < p} \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j",
        Cost = new("n²d/2", "nd", "nd"),
    };

    /// <inheritdoc />
    public override bool LowersToTable => false;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs) =>
        parts.Add(new Kernels.PrefixCausal([(int)Math.Min(prefix, 1 << 24)], Offset(inputs)));

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Absolute };

    /// <inheritdoc />
    public override bool HidesLater => prefix <= 1;                                        // the first key is later than nobody

    /// <inheritdoc />
    public override long Span => prefix + 2;

    /// <inheritdoc />
    public override bool Sees(long i, long j) => j <= i || j < prefix;
}
