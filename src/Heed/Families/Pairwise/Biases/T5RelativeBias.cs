using Heed.Kernels;
using Heed.Lowering;

namespace Heed.Pairwise.Biases;

/// <summary>
/// Each head learns a number for each distance between query and key and adds it to the score; far distances share numbers, the more so
/// the farther they are.
/// </summary>
/// <remarks>
/// Half of the buckets of a side hold one distance each, the others grow by a constant factor up to the maximal distance, from which on
/// all share the last.
/// T5 itself does not divide its scores by √d: that is <c>scaled-dot-product(scale=1) + t5-relative-bias</c>.
/// </remarks>
/// <param name="numBuckets">Rows of the table: at least 2, or an even number from 4 on when bidirectional.</param>
/// <param name="maxDistance">The distance from which on all share the last bucket.</param>
/// <param name="bidirectional">Whether keys after the query have half of the buckets; else they share the first, as in a decoder.</param>
public sealed class T5RelativeBias(long numBuckets = 32, long maxDistance = 128, bool bidirectional = true)
    : Bias, ICataloged<T5RelativeBias>
{
    private const long Farthest = 1 << 24;

    private readonly int buckets = (int)(Makes(numBuckets, bidirectional) ? numBuckets : throw new ArgumentOutOfRangeException(
        nameof(numBuckets), numBuckets, "There must be at least 2 buckets, and an even number from 4 on when bidirectional."));

    private readonly int farthest = (int)(maxDistance <= Farthest && maxDistance > numBuckets / (bidirectional ? 4 : 2) ? maxDistance
        : throw new ArgumentOutOfRangeException(
            nameof(maxDistance), maxDistance, "It must lie beyond the buckets of one distance each, and be 2²⁴ at most."));

    private readonly T5Side side = bidirectional ? T5Side.Encoder : T5Side.Decoder;

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "t5-relative-bias",
        Name = "Relative position bias in buckets (T5)",
        Cite = new("Raffel et al.",
            "Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer", 2019, "arXiv:1910.10683"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d + tₕ[bucket(j − i)]) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d} + t_h[\mathrm{bucket}(j - i)]\right) v_j",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Relative, Learns = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
        [new("bias_table", $"{numBuckets} H", RoleKind.Parameter,
            "what is added at a distance, one row for each bucket") { Start = RoleStart.Zero }];

    /// <inheritdoc />
    public override bool LowersToTable => false;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs)
    {
        var (heads, offset) = ((int)inputs.Heads, (int)inputs.Offset);
        var reach = (int)Math.Max(1, Math.Max(inputs.Queries, inputs.Keys) - 1);                            // of two places of the call
        parts.Add("bias_table", inputs["bias_table"].t(), x => new T5Bias(x, heads, buckets, farthest, side, offset, null, reach),
            (x, learns) => new T5Bias(x, heads, buckets, farthest, side, offset, learns, reach), byHead => byHead.t());
    }

    /// <inheritdoc />
    public override Tensor Of(Meeting meeting)
    {
        var behind = meeting.Inputs.Places.Distance(torch.int64);                          // (N, M)
        var reach = (int)Math.Min(farthest, behind.abs().max().ToInt64());
        long[] bucketOf =
            [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(apart => (long)T5Bias.Bucket(apart, buckets, farthest, side))];
        var index = torch.tensor(bucketOf).index_select(0, (behind.clamp(-reach, reach) + reach).flatten());
        return meeting.Inputs["bias_table"].index_select(0, index).view([.. behind.shape, -1]).permute(2, 0, 1);    // (H, N, M)
    }

    private static bool Makes(long buckets, bool bidirectional) =>
        buckets is >= 2 and <= Farthest && (!bidirectional || (buckets >= 4 && buckets % 2 == 0));
}
