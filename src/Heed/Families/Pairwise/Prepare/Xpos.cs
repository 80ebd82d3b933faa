namespace Heed.Pairwise.Preparing;

/// <summary>
/// RoPE in which a product also fades with distance: queries grow with their place, keys shrink with theirs, slow pairs of features less
/// than fast ones.
/// </summary>
/// <remarks>
/// Queries are stretched by ζ to the power of their place, keys by its inverse, so that in a product only the distance is left. What lies
/// ahead would grow with distance: the paper's model is causal (<c>xpos + causal</c>). The width must be even.
/// </remarks>
/// <param name="scaleBase">Over how many tokens a pair fades by its ζ.</param>
/// <param name="gamma">How gently the fastest pair fades: its ζ is γ/(1 + γ).</param>
/// <param name="base">The pair a is rotated by position · base^(−2a/d).</param>
/// <param name="pairing">Which features make a pair.</param>
public sealed class Xpos(double scaleBase = 512, double gamma = 0.4, double @base = 10000, RopePairing pairing = RopePairing.Adjacent)
    : Prepare, ICataloged<Xpos>
{
    private const double ShortestBase = 8;                                                 // tokens

    private readonly double @base = Rotary.Positive(@base);

    private readonly double tokens = scaleBase >= ShortestBase ? scaleBase : throw new ArgumentOutOfRangeException(
        nameof(scaleBase), scaleBase, $"Below {ShortestBase} keys soon grow beyond what numbers can hold.");

    private readonly double gamma = gamma > 0 ? gamma : throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "It must be positive.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "xpos",
        Name = "xPos (RoPE that fades with distance)",
        Cite = new("Sun et al.", "A Length-Extrapolatable Transformer", 2022, "arXiv:2212.10554"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(Σₐ ζₐ^((i − j)/s) (R(i)qᵢ)ₐ·(R(j)kⱼ)ₐ / √d) vⱼ,  ζₐ = (2a/d + γ)/(1 + γ)",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{1}{\sqrt d}\sum_a \zeta_a^{(i - j)/s} (R_i q_i)_a \cdot (R_j k_j)_a\right) "
            + @"v_j,\quad \zeta_a = \frac{2a/d + \gamma}{1 + \gamma}",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } =
        new() { Place = Place.Relative, Rotates = true, Stretches = true, IsAffineInKeys = false };

    /// <inheritdoc />
    public override string? NoKernel => null;                                              // queries and keys are prepared before it

    /// <inheritdoc />
    public override (Tensor Q, Tensor K) Apply(Inputs inputs, Tensor q, Tensor k)
    {
        Turning.Check(inputs, "xpos");
        var (d, speeds) = (q.shape[^1], Rotary.Speeds(@base, q.shape[^1]));
        var fades = (((torch.arange(0, d, 2, torch.float64) / d) + gamma) / (1 + gamma)).log() / tokens;           // (D/2)
        return Turning.Noted(inputs, Stretched(q, inputs.Places.Queries, fades), Stretched(k, inputs.Places.Keys, -fades));

        Tensor Stretched(Tensor x, IReadOnlyList<long> places, Tensor grows)
        {
            var pairs = Rotary.Angles(places, grows).exp().to(x.dtype);                   // (N, D/2)
            var features = pairing == RopePairing.Halves ? torch.cat([pairs, pairs], -1) : pairs.repeat_interleave(2, dim: -1);
            return x.Turn(Rotary.Angles(places, speeds), pairing) * features;
        }
    }
}
