using Heed.Recurrent.Readouts;

namespace Heed.Recurrent.Features;

/// <summary>
/// Attention without the softmax: pass queries and keys through a positive feature map, and the sum over the past
/// collapses into one small matrix that is updated token by token.
/// </summary>
/// <param name="causal">Whether a token reads only what came before it.</param>
public sealed class LinearElu(bool causal = true) : Recipe, ICataloged<LinearElu>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "linear-elu",
        Name = "Linear attention (elu + 1)",
        Cite = new("Katharopoulos et al.", "Transformers are RNNs: Fast Autoregressive Transformers with Linear Attention", 2020,
            "arXiv:2006.16236"),
        Formula = "oᵢ = φ(qᵢ)ᵀ Σⱼ≤ᵢ φ(kⱼ)vⱼᵀ / φ(qᵢ)ᵀ Σⱼ≤ᵢ φ(kⱼ),  φ(x) = elu(x) + 1",
        Tex = @"o_i = \frac{\phi(q_i)^\top \sum_{j \le i} \phi(k_j) v_j^\top}{\phi(q_i)^\top \sum_{j \le i} \phi(k_j)},\quad "
            + @"\phi(x) = \mathrm{elu}(x) + 1",
        Cost = new("ncd + nd²", "nd + d²", "d² + d"),
        Witness = new("linear-elu",
            -0.128792, -0.256355, 0.342155, -0.0284185, -0.0297429, -0.13103,
            0.138798, 0.0155089, -0.266932, 0.280067, 0.0338339, -0.308227),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new EluPlusOne(causal), new RunningSum()];

    private sealed class EluPlusOne(bool causal) : FeatureMap
    {
        public override RecurrentFacts Facts => new() { IsCausal = causal, HasPositiveFeatures = true };

        public override Tensor MapKey(Inputs inputs, Tensor k) => torch.nn.functional.elu(k, 1.0) + 1;
    }
}
