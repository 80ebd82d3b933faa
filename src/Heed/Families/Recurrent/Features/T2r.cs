using Heed.Recurrent.Readouts;

namespace Heed.Recurrent.Features;

/// <summary>
/// Queries and keys pass through a small learned layer with a ReLU, so that what is read of the past fits into one matrix.
/// </summary>
/// <remarks>A token whose features are all zero reads nothing.</remarks>
/// <param name="causal">Whether a token reads only what came before it.</param>
public sealed class T2r(bool causal = true) : Recipe, ICataloged<T2r>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "t2r",
        Name = "T2R (transformer to RNN)",
        Cite = new("Kasai et al.", "Finetuning Pretrained Transformers into RNNs", 2021, "arXiv:2103.13076"),
        Formula = "oᵢ = φ(qᵢ)ᵀ Σⱼ≤ᵢ φ(kⱼ)vⱼᵀ / φ(qᵢ)ᵀ Σⱼ≤ᵢ φ(kⱼ),  φ(x) = max(Wx + b, 0)",
        Tex = @"o_i = \frac{\phi(q_i)^\top \sum_{j \le i} \phi(k_j) v_j^\top}{\phi(q_i)^\top \sum_{j \le i} \phi(k_j)},\quad "
            + @"\phi(x) = \max(Wx + b, 0)",
        Cost = new("ncd + nrd", "nr + rd", "rd + r"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new ReluLayer(causal), new RunningSum()];

    private sealed class ReluLayer(bool causal) : FeatureMap
    {
        public override RecurrentFacts Facts => new() { IsCausal = causal, HasPositiveFeatures = true, MayVanish = true };

        public override IReadOnlyList<Role> Signals { get; } =
        [
            new("w_q", "R Dk", RoleKind.Parameter, "the features of queries, (out, in)"),
            new("b_q", "R", RoleKind.Parameter, "what is added to them") { Start = RoleStart.One },
            new("w_k", "R Dk", RoleKind.Parameter, "the features of keys, (out, in)"),
            new("b_k", "R", RoleKind.Parameter, "what is added to them") { Start = RoleStart.One },
        ];

        public override long? Count(Sizes sizes) => sizes.Find("R");

        public override Tensor MapQuery(Inputs inputs, Tensor q) => Map(q, inputs["w_q"], inputs["b_q"]);

        public override Tensor MapKey(Inputs inputs, Tensor k) => Map(k, inputs["w_k"], inputs["b_k"]);

        private static Tensor Map(Tensor x, Tensor weights, Tensor bias) => (x.matmul(weights.t()) + bias).relu();
    }
}
