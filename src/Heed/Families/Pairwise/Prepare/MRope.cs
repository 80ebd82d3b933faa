namespace Heed.Pairwise.Preparing;

/// <summary>A token of a picture stands in time, height and width: some pairs of features turn by each, where RoPE knows one place
/// only.</summary>
/// <remarks>
/// Words of a text stand at the same place in all three, and for these it is <c>rope</c>. The speeds of pairs keep their order;
/// <c>sections</c> gives the first pairs to time, the next to height, the rest to width (Qwen2-VL), <c>interleaved</c> lets them take turns
/// (Qwen3-VL). The width must be even. A mask still goes by where tokens stand in the sequence.
/// </remarks>
/// <param name="form">How pairs are shared out.</param>
/// <param name="sections">How many pairs turn by time, height and width; when not given, three eighths by height, as many by width.</param>
/// <param name="base">The pair a is rotated by position · base^(−2a/d).</param>
/// <param name="pairing">Which features make a pair.</param>
/// <param name="positions">Where tokens stand in time, all of them, then in height, then in width; as in the text when not given.</param>
public sealed class MRope(MRopeForm form = MRopeForm.Sections, long[]? sections = null, double @base = 10000,
    RopePairing pairing = RopePairing.Halves, long[]? positions = null) : Prepare, ICataloged<MRope>
{
    private const int Axes = 3;
    private readonly double @base = Rotary.Positive(@base);
    private readonly long[]? sections = sections is null or { Length: Axes } && sections?.All(s => s >= 0) != false ? sections
        : throw new ArgumentOutOfRangeException(nameof(sections), string.Join(", ", sections!), "Three numbers of pairs, from 0 on.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "m-rope",
        Name = "Multi-axis RoPE (M-RoPE)",
        Cite = new("Wang et al.", "Qwen2-VL: Enhancing Vision-Language Model's Perception of the World at Any Resolution", 2024,
            "arXiv:2409.12191"),
        Formula = "oᵢ = Σⱼ softmaxⱼ((R(pᵢ)qᵢ)·(R(pⱼ)kⱼ) / √d) vⱼ,  angle(p, a) = p[axis of a]·base^(−2a/d)",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{(R_{p_i} q_i) \cdot (R_{p_j} k_j)}{\sqrt d}\right) v_j,\quad "
            + @"\theta_{p,a} = p_{\mathrm{axis}(a)}\, \mathrm{base}^{-2a/d}",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Relative, Rotates = true, IsAffineInKeys = false };

    /// <inheritdoc />
    public override string? NoKernel => null;                                              // queries and keys are rotated before it

    /// <inheritdoc />
    public override (Tensor Q, Tensor K) Apply(Inputs inputs, Tensor q, Tensor k)
    {
        Turning.Check(inputs, "m-rope");
        var (speeds, axes) = (Rotary.Speeds(@base, inputs.WidthK), AxisOfPairs((int)inputs.WidthK / 2));
        return Turning.Noted(inputs, q.Turn(Angles(inputs.Places.Queries), pairing), k.Turn(Angles(inputs.Places.Keys), pairing));

        Tensor Angles(IReadOnlyList<long> places) =>
            torch.stack([.. axes.Select(axis => Places.Of([.. places.Select(p => At(axis, p))]))], -1).to(torch.float64) * speeds;
    }

    private int[] AxisOfPairs(int pairs)
    {
        var (height, width) = sections is [_, var h, var w] ? (h, w) : (pairs * 3 / 8, pairs * 3 / 8);
        var time = sections?[0] ?? pairs - height - width;
        if (time + height + width != pairs)
            throw new ArgumentException(
                $"The sections have {time + height + width} pairs, and {2 * pairs} features make {pairs}.", "sections");
        return [.. Enumerable.Range(0, pairs).Select(a => form == MRopeForm.Sections ? (a < time ? 0 : a < time + height ? 1 : 2)
            : a % Axes == 1 && a < Axes * height ? 1 : a % Axes == 2 && a < Axes * width ? 2 : 0)];
    }

    private long At(int axis, long place)
    {
        if (positions is null) return place;
        var tokens = positions.Length / Axes;
        if (positions.Length % Axes == 0 && place >= 0 && place < tokens) return positions[(axis * tokens) + place];
        throw new ArgumentException(
            $"There are {positions.Length} positions, and the text has a token at place {place}: give three for each token.", "positions");
    }
}
