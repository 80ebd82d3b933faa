using Heed.Lowering;

namespace Heed.Pairwise.Scores;

/// <summary>
/// What a feature holds becomes a length and where its token stands an angle: two features match as far as both are long and their
/// tokens lie at the right distance, so that what and where cannot be confused.
/// </summary>
/// <remarks>
/// Lengths are softplus of the features, so never negative. In RoPE the angle between two features, which depends on what they hold, turns
/// with distance; here it is distance alone, and each head learns for each feature at which it matches best.
/// </remarks>
/// <param name="base">The feature a is turned by position · base^(−a/d).</param>
/// <param name="scale">What scores are multiplied by; 1/√d when not given.</param>
public sealed class Pope(double @base = 10000, double? scale = null) : Score, ICataloged<Pope>
{
    private readonly double? scale = SinglePrecision.Factor(scale, nameof(scale));

    private readonly double @base = @base > 0 ? @base
        : throw new ArgumentOutOfRangeException(nameof(@base), @base, "The base must be positive.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "pope",
        Name = "PoPE (polar coordinate position embedding)",
        Cite = new("Gopalakrishnan, Csordás, Schmidhuber and Mozer",
            "Decoupling the \"What\" and \"Where\" With Polar Coordinate Positional Embeddings", 2025, "arXiv:2509.10534"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(Σₐ μ(qᵢₐ) μ(kⱼₐ) cos((j − i)·base^(−a/d) + δₐ) / √d) vⱼ, μ = softplus",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{1}{\sqrt d} \sum_a \mu(q_{ia}) \mu(k_{ja}) "
            + @"\cos\big((j - i)\,\mathrm{base}^{-a/d} + \delta_a\big)\right) v_j,\quad \mu = \mathrm{softplus}",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => Distances.Facts with { IsAffineInKeys = false };

    /// <inheritdoc />
    public override string? NoKernel => null;

    /// <inheritdoc />
    public override string? WhyNoKernel(Inputs inputs) => TensorSpan.WidthObstacle("k", 2 * inputs.WidthK);

    /// <inheritdoc />
    public override bool Prepares => true;

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
        [new("bias", "H Dk", RoleKind.Parameter, "the angle of a feature, brought between −2π and 0") { Start = RoleStart.Zero }];

    /// <inheritdoc />
    public override (Tensor Q, Tensor K) Meet(Inputs inputs, Tensor q, Tensor k)
    {
        inputs.RequireEqualWidths();
        var speed = torch.pow(@base, torch.arange(0, q.shape[^1], 1, torch.float64) / -(double)q.shape[^1]);       // (D)
        var (asks, has) = (Angles(inputs.Places.Queries), Angles(inputs.Places.Keys));
        return (Polar(q, asks - inputs["bias"].clamp(-2 * Math.PI, 0).unsqueeze(1)), Polar(k, has));

        Tensor Angles(IReadOnlyList<long> places) => Places.Of(places).to(torch.float64).unsqueeze(-1) * speed;    // (N, D)
    }

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
    {
        (q, k) = Meet(inputs, q, k);
        return q.matmul(k.transpose(-2, -1));
    }

    /// <inheritdoc />
    public override double Factor(Inputs inputs) => scale ?? 1 / Math.Sqrt(inputs.WidthK);

    private static Tensor Polar(Tensor x, Tensor angle)
    {
        var length = torch.nn.functional.softplus(x);
        return torch.cat([length * angle.cos().to(x.dtype), length * angle.sin().to(x.dtype)], -1);
    }
}
