namespace Heed.Pairwise.Scores;

/// <summary>Near tokens are told apart by their exact places, far ones by coarse ones that several share, so that a model meets no distance
/// that it never saw.</summary>
/// <remarks>
/// RoPE twice: keys nearer than the window at their places; beyond, query and key at their places divided by the group and cut, with the
/// query moved on so that both meet at the window. Needs no training. Keys ahead are near. The width must be even.
/// </remarks>
/// <param name="group">How many tokens share a coarse place.</param>
/// <param name="window">How many keys are near, the query's own included.</param>
/// <param name="base">As of <c>rope</c>.</param>
/// <param name="pairing">Which features make a pair.</param>
public sealed class SelfExtend(long group = 2, long window = 4, double @base = 10000,
    Preparing.RopePairing pairing = Preparing.RopePairing.Halves) : Score, ICataloged<SelfExtend>
{
    private readonly double @base = Rotary.Positive(@base);
    private readonly long group = group >= 1 ? group
        : throw new ArgumentOutOfRangeException(nameof(group), group, "At least one token has a place.");
    private readonly long window = window >= 1 ? window
        : throw new ArgumentOutOfRangeException(nameof(window), window, "At least the query's own key is near.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "self-extend",
        Name = "Self-Extend",
        Cite = new("Jin et al.", "LLM Maybe LongLM: Self-Extend LLM Context Window Without Tuning", 2024, "arXiv:2401.01325"),
        Formula = "sᵢⱼ = (R(i)qᵢ)·(R(j)kⱼ) / √d for i − j < w, else (R(⌊i/g⌋ + w − ⌊w/g⌋)qᵢ)·(R(⌊j/g⌋)kⱼ) / √d",
        Tex = @"s_{ij} = \frac{(R_{p_i} q_i) \cdot (R_{p_j} k_j)}{\sqrt d},\quad (p_i, p_j) = \begin{cases} (i, j) & i - j < w \\ "
            + @"(\lfloor i/g \rfloor + w - \lfloor w/g \rfloor, \lfloor j/g \rfloor) & \text{else} \end{cases}",
        Cost = new("n²d", "n²", "nd"),
        Witness = new("self-extend(2, 1)",
            0.163279, -0.0828704, -0.0943067, 0.161361, 0.142303, -0.141389,
            -0.0246259, 0.161885, 0.0953944, -0.185212, 0.0587565, 0.13631),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = Distances.Facts with { IsAffineInKeys = false, GrowsWithQuery = true, Learns = false };

    /// <inheritdoc />
    public override string? NoKernel => "self-extend rotates each key in two ways, which no part of the kernel does: it has no kernel";

    /// <inheritdoc />
    public override double Factor(Inputs inputs) => 1 / Math.Sqrt(inputs.WidthK);

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
    {
        Preparing.Turning.Check(inputs, "self-extend");
        var (places, speeds) = (inputs.Places, Rotary.Speeds(@base, q.shape[^1]));
        var near = Product(p => p, p => p);
        var far = Product(p => (p / group) + window - (window / group), p => p / group);
        return torch.where(places.Distance(torch.int64).lt(window), near, far);

        Tensor Product(Func<long, long> ofQuery, Func<long, long> ofKey) =>
            Turned(q, places.Queries.Select(ofQuery)).matmul(Turned(k, places.Keys.Select(ofKey)).transpose(-2, -1));

        Tensor Turned(Tensor x, IEnumerable<long> at) =>
            Rotary.Turn(x, Rotary.Angles([.. at], speeds), pairing == Preparing.RopePairing.Halves);
    }
}
