using Heed.Lowering;
using Heed.Pairwise.Scores;

namespace Heed.Pairwise.Patterns;

/// <summary>Query i reads the keys around place i only, D to either side, as if both texts went on at one speed.</summary>
/// <remarks>
/// Both are counted from the start of their text, and scores are not scaled. A query that is D or more places beyond the last key
/// reads nothing.
/// </remarks>
/// <param name="D">How many keys are seen on either side of place i.</param>
/// <param name="score">How query and key are compared.</param>
/// <param name="width">Hidden units of that score in a layer that makes its own weights; 0 means as many as a key is wide.</param>
/// <param name="scale">What scores are multiplied by.</param>
public sealed class LuongLocalM(long D = 2, LuongScore score = LuongScore.Dot, long width = 0, double scale = 1)
    : Recipe, ICataloged<LuongLocalM>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "luong-local-m",
        Name = "Local attention, monotonic alignment (Luong local-m)",
        Cite = new("Luong, Pham and Manning",
            "Effective Approaches to Attention-based Neural Machine Translation", 2015, "arXiv:1508.04025"),
        Formula = "oᵢ = Σ_{|j−i|≤D} softmax_{|j−i|≤D}(qᵢ·kⱼ) vⱼ",
        Tex = @"o_i = \sum_{|j-i| \le D} \mathrm{softmax}_{|j-i| \le D}(q_i \cdot k_j)\, v_j",
        Cost = new("nDd", "nd", "–"),
        OfDecoders = true,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [score.Part(width, scale), new Around(D)];

    private sealed class Around(long reach) : PlacePattern(Alignment.TopLeft)
    {
        private readonly long reach = reach >= 0 ? reach
            : throw new ArgumentOutOfRangeException("D", reach, "A window reaches at least to the key at its middle.");

        public override PairwiseFacts Facts => new() { Place = Place.Relative, Streams = false, SeesOnlySelf = reach == 0 };

        public override bool Sees(long i, long j) => Math.Abs(i - j) <= reach;

        public override bool LowersToTable => false;

        public override void Lower(LoweredParts parts, Inputs inputs)
        {
            var seen = (int)Math.Min(reach, 1 << 22);
            parts.Add(new Kernels.Window((2 * seen) + 1, seen));
        }
    }
}
