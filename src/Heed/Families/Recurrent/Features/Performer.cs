using Heed.Recurrent.Readouts;

namespace Heed.Recurrent.Features;

/// <summary>Random features whose products are, on average, exactly the exponentials of softmax; more features, less noise.</summary>
/// <remarks>
/// The exponentials are not shifted by their maximum, so float32 overflows when a scaled key reaches a length of about 13.
/// </remarks>
/// <param name="features">Random features that a layer draws.</param>
/// <param name="causal">Whether a token reads only what came before it.</param>
/// <param name="kernel">Exponentials of the products, or waves times an exponential, which may be negative and vary more.</param>
/// <param name="draw">How a layer draws the directions.</param>
public sealed class Performer(long features = 64, bool causal = true, PerformerKernel kernel = PerformerKernel.Positive,
    DirectionDraw draw = DirectionDraw.Orthogonal) : Recipe, ICataloged<Performer>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "performer",
        Name = "Performer (FAVOR+)",
        Cite = new("Choromanski et al.", "Rethinking Attention with Performers", 2020, "arXiv:2009.14794"),
        Formula = "φ(x) = exp(ωx − ‖x‖²/2) / √r,  x scaled by d^(−1/4);  oᵢ = φ(qᵢ)ᵀ Σ φ(kⱼ)vⱼᵀ / φ(qᵢ)ᵀ Σ φ(kⱼ)",
        Tex = @"\phi(x) = \tfrac{1}{\sqrt r} \exp\left(\omega x - \tfrac12 \|x\|^2\right),\quad "
            + @"o_i = \frac{\phi(q_i)^\top \sum_j \phi(k_j) v_j^\top}{\phi(q_i)^\top \sum_j \phi(k_j)}",
        Cost = new("ncd + nrd", "nd + rd", "rd + r"),
        Witness = new("performer",
            -0.0813534, -0.209098, 0.255384, -0.00345682, -0.211199, -0.0146685,
            0.223407, -0.171272, -0.266861, 0.0681673, 0.210126, -0.243054),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new Favor(features, causal, kernel, draw), new RunningSum()];

    private sealed class Favor(long features, bool causal, PerformerKernel kernel, DirectionDraw draw) : FeatureMap
    {
        private readonly bool waves = kernel == PerformerKernel.Trigonometric;
        private readonly long features = features >= 1 ? features
            : throw new ArgumentOutOfRangeException(nameof(features), features, "At least one feature is needed.");

        public override RecurrentFacts Facts =>
            new() { IsCausal = causal, HasPositiveFeatures = !waves, HasPositiveMeans = waves };

        public override IReadOnlyList<Role> Signals =>
            [new("omega", $"R={features} Dk", RoleKind.Parameter, "the directions of the random features")
                { Start = draw == DirectionDraw.Orthogonal ? RoleStart.Orthogonal : RoleStart.Gaussian }];

        public override long Width(long width) => waves ? 2 * features : features;

        public override Tensor MapKey(Inputs inputs, Tensor k)
        {
            var omega = inputs.Signals["omega"];
            var x = k * Math.Pow(inputs.WidthK, -0.25);
            var (along, half) = (x.matmul(omega.t()), x.square().sum(-1, true) / 2);
            var mapped = waves ? torch.cat([along.cos(), along.sin()], -1) * half.exp() : (along - half).exp();
            return mapped / Math.Sqrt(omega.shape[0]);
        }
    }
}
