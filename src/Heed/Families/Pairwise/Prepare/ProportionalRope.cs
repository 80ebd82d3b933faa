namespace Heed.Pairwise.Preparing;

/// <summary>
/// RoPE without its slowest rotations: the pairs that would turn least over a whole text do not turn at all, so that they tell what a
/// token holds at any distance.
/// </summary>
/// <remarks>
/// The pairs that turn do so as in <c>rope</c>, and they are pairs of all features; <c>partial-rope</c> gives the first features angles of
/// their own. The width must be even.
/// </remarks>
/// <param name="rotaryDim">How many features are rotated, an even number; two for each pair, the fastest first.</param>
/// <param name="base">The pair a is rotated by position · base^(−2a/d) / factor.</param>
/// <param name="factor">What all angles are divided by.</param>
/// <param name="pairing">Which features make a pair.</param>
public sealed class ProportionalRope(
    long rotaryDim = 4, double @base = 10000, double factor = 1, RopePairing pairing = RopePairing.Halves)
    : Prepare, ICataloged<ProportionalRope>
{
    private readonly double @base = Rotary.Positive(@base);
    private readonly long turned = Rotary.Even(rotaryDim);

    private readonly double factor = SinglePrecision.Divisor(factor, nameof(factor)).Value;

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "proportional-rope",
        Name = "Proportional RoPE (p-RoPE)",
        Cite = new("Barbero et al.", "Round and Round We Go! What makes Rotary Positional Encodings useful?", 2024, "arXiv:2410.06205"),
        Formula = "oᵢ = Σⱼ softmaxⱼ((R(i)qᵢ)·(R(j)kⱼ) / √d) vⱼ,  angle(t, a) = t·base^(−2a/d) for a < r/2, else 0",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{(R_i q_i) \cdot (R_j k_j)}{\sqrt d}\right) v_j,\quad "
            + @"\theta_a = \mathrm{base}^{-2a/d} \text{ for } a < r/2, \text{ else } 0",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Relative, Rotates = true, IsAffineInKeys = false };

    /// <inheritdoc />
    public override string? NoKernel => null;                                              // queries and keys are rotated before it

    /// <inheritdoc />
    public override (Tensor Q, Tensor K) Apply(Inputs inputs, Tensor q, Tensor k)
    {
        Turning.Check(inputs, "proportional-rope", turned);
        var pairs = torch.arange(inputs.WidthK / 2);
        var speeds = Rotary.Speeds(@base, inputs.WidthK) / factor * pairs.lt(turned / 2).to(torch.float64);
        inputs.Trace?.Record("inv_freq", speeds);
        return Turning.Noted(inputs, q.Turn(Rotary.Angles(inputs.Places.Queries, speeds), pairing),
            k.Turn(Rotary.Angles(inputs.Places.Keys, speeds), pairing));
    }
}
