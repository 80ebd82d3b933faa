using Heed.Pairwise.Preparing;

namespace Heed.Pairwise.Patterns;

/// <summary>A token reads the first few tokens of the text and the last few, and nothing between: models lean on their first tokens, and
/// run on for ever as long as these stay.</summary>
/// <remarks>
/// Causal by itself. The first tokens are sinks, which take the weight that a head has no use for. With <paramref name="positions"/>
/// <c>cache</c>, RoPE counts places in the cache: a sink is never farther away than the cache is long.
/// </remarks>
/// <param name="start">How many tokens at the start of the text are kept.</param>
/// <param name="window">How many of the last tokens are kept, the query's own included.</param>
/// <param name="positions">Whether queries and keys are rotated by their place in the cache.</param>
/// <param name="base">As of <c>rope</c>.</param>
/// <param name="pairing">As of <c>rope</c>.</param>
public sealed class StreamingLlm(long start = 2, long window = 3, StreamingPositions positions = StreamingPositions.None,
    double @base = 10000, RopePairing pairing = RopePairing.Halves) : Recipe, ICataloged<StreamingLlm>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "streaming-llm",
        Name = "Attention sinks and a window (StreamingLLM)",
        Cite = new("Xiao et al.", "Efficient Streaming Language Models with Attention Sinks", 2023, "arXiv:2309.17453"),
        Formula = "oᵢ = Σ_{j≤i} softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  j < s or i − w < j",
        Tex = @"o_i = \sum_{j \le i} \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j,\quad j < s \,\vee\, i - w < j",
        Cost = new("n(s + w)d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = positions == StreamingPositions.None
        ? [new Kept(start, window)] : [new Kept(start, window), new InCache(start, window, new(@base, pairing))];

    private sealed class Kept(long start, long window) : PlacePattern
    {
        private readonly long start = start >= 0 ? start
            : throw new ArgumentOutOfRangeException(nameof(start), start, "The number of first tokens is not negative.");
        private readonly long window = window >= 1 ? window
            : throw new ArgumentOutOfRangeException(nameof(window), window, "A window holds at least the query's own key.");

        public override PairwiseFacts Facts => new()
        {
            Place = start == 0 ? Place.Relative : Place.Absolute,
            SeesOnlySelf = window == 1 && start == 0,
        };

        public override bool HidesLater => true;

        public override long? Window => start == 0 ? window : null;

        public override long Span => start + window + 1;

        public override bool Sees(long i, long j) => j <= i && (j < start || i - window < j);
    }

    private sealed class InCache(long start, long window, Rope rope) : Score
    {
        public override PairwiseFacts Facts { get; } = new() { Place = Place.Relative, ReadsKeys = true, IsAffineInKeys = false };

        public override string? NoKernel => "streaming-llm turns a query by two angles, and a kernel by one: it has no kernel";

        public override double Factor(Inputs inputs) => 1 / Math.Sqrt(inputs.WidthK);

        public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
        {
            Turning.Check(inputs, "rope");
            var places = inputs.Places;
            var keys = rope.Rotated(k, places.Keys).transpose(-2, -1);
            var recent = rope.Rotated(q, places.Queries).matmul(keys);                     // (B, H, N, M)
            var first = rope.Rotated(q, [.. places.Queries.Select(i => Math.Min(i, start + window - 1))]).matmul(keys);
            return torch.where(Places.Of(places.Keys).lt(start), first, recent);
        }
    }
}
