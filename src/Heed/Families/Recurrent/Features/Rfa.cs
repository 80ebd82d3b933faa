using Heed.Recurrent.Readouts;

namespace Heed.Recurrent.Features;

/// <summary>
/// Random waves whose products are, on average, the Gaussian kernel of queries and keys of length one, which is softmax's.
/// </summary>
/// <remarks>
/// With few waves a weight may be negative. The published gate is <c>simple-gla</c> with values multiplied by what it lets in.
/// </remarks>
/// <param name="causal">Whether a token reads only what came before it.</param>
public sealed class Rfa(bool causal = true) : Recipe, ICataloged<Rfa>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "rfa",
        Name = "Random feature attention",
        Cite = new("Peng et al.", "Random Feature Attention", 2021, "arXiv:2103.02143"),
        Formula = "φ(x) = [cos ωᵀx; sin ωᵀx] / √r;  oᵢ = φ(qᵢ)ᵀ Σ φ(kⱼ)vⱼᵀ / φ(qᵢ)ᵀ Σ φ(kⱼ)",
        Tex = @"\phi(x) = \tfrac{1}{\sqrt r} [\cos \omega^\top x;\, \sin \omega^\top x],\quad "
            + @"o_i = \frac{\phi(q_i)^\top \sum_j \phi(k_j) v_j^\top}{\phi(q_i)^\top \sum_j \phi(k_j)}",
        Cost = new("ncd + nrd", "nd + rd", "2rd + 2r"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new Waves(causal), new RunningSum()];

    private sealed class Waves(bool causal) : FeatureMap
    {
        public override RecurrentFacts Facts => new() { IsCausal = causal, HasPositiveMeans = true };

        public override RoleRange KeyRange => RoleRange.UnitVector;

        public override IReadOnlyList<Role> Signals { get; } =
            [new("omega", "Dk R=64", RoleKind.Parameter, "the directions of the waves") { Start = RoleStart.Normal }];

        public override long? Count(Sizes sizes) => 2 * sizes.Find("R");

        public override Tensor MapKey(Inputs inputs, Tensor k)
        {
            var waves = k.matmul(inputs["omega"]);                                         // (B, H, T, R)
            return torch.cat([waves.cos(), waves.sin()], -1) / Math.Sqrt(waves.shape[3]);
        }
    }
}
