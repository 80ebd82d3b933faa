using Heed.Recurrent.Decays;
using Heed.Recurrent.Readouts;

namespace Heed.Recurrent.Features;

/// <summary>Random feature attention with a gate: what a token takes from the memory and from its divisor it puts there itself.</summary>
/// <remarks>
/// The weights of a row sum to one, and later tokens count more where gates are low. With few waves a weight may be negative.
/// The gate is given as its logarithm.
/// </remarks>
public sealed class GatedRfa : Recipe, ICataloged<GatedRfa>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "gated-rfa",
        Name = "Random feature attention with a gate",
        Cite = new("Peng et al.", "Random Feature Attention", 2021, "arXiv:2103.02143"),
        Formula = "Sₜ = gₜSₜ₋₁ + (1 − gₜ)φ(kₜ)vₜᵀ,  zₜ = gₜzₜ₋₁ + (1 − gₜ)φ(kₜ),  oₜ = Sₜᵀφ(qₜ) / zₜ·φ(qₜ),  "
            + "φ(x) = [cos ωᵀx; sin ωᵀx] / √r",
        Tex = @"S_t = g_t S_{t-1} + (1 - g_t) \phi(k_t) v_t^\top,\quad z_t = g_t z_{t-1} + (1 - g_t) \phi(k_t),\quad "
            + @"o_t = \frac{S_t^\top \phi(q_t)}{z_t \cdot \phi(q_t)}",
        Cost = new("ncd + nrd", "nd + rd", "2rd + 2r"),
        Witness = new("gated-rfa",
            -0.388356, 0.31088, 0.129613, -0.418756, -0.106675, 0.449894,
            -0.267769, -0.227031, 0.217713, 0.289992, -0.459071, 0.09209),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new GatedWaves(), new SimpleGla(), new RunningSum()];

    private sealed class GatedWaves : FeatureMap
    {
        public override RecurrentFacts Facts { get; } = new() { HasPositiveMeans = true };

        public override RoleRange KeyRange => RoleRange.UnitVector;

        public override IReadOnlyList<Role> Signals { get; } =
            [new("omega", "Dk R=64", RoleKind.Parameter, "the directions of the waves") { Start = RoleStart.Normal }];

        public override long? Count(Sizes sizes) => 2 * sizes.Find("R");

        public override Tensor MapQuery(Inputs inputs, Tensor q) => Waves(inputs, q);

        public override Tensor MapKey(Inputs inputs, Tensor k)
        {
            var decay = inputs["log_decay"].unsqueeze(-1);                                 // (B, H, M, 1)
            if (inputs.Mask.KeyMask is { } keys) decay = decay.Filled(keys.logical_not().unsqueeze(1).unsqueeze(-1), 0);
            return -decay.expm1() * Waves(inputs, k);
        }

        private static Tensor Waves(Inputs inputs, Tensor x)
        {
            var waves = x.matmul(inputs["omega"]);                                         // (B, H, T, R)
            return torch.cat([waves.cos(), waves.sin()], -1) / Math.Sqrt(waves.shape[3]);
        }
    }
}
