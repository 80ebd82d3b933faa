using Heed.Recurrent.Readouts;

namespace Heed.Recurrent.Features;

/// <summary>
/// Learned features that are as spiky as softmax: the softmax of a linear map and of its negative, taken over the features.
/// </summary>
/// <remarks>The paper trains the map so that the weights come near those of a softmax.</remarks>
/// <param name="causal">Whether a token reads only what came before it.</param>
public sealed class Hedgehog(bool causal = true) : Recipe, ICataloged<Hedgehog>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "hedgehog",
        Name = "Hedgehog",
        Cite = new("Zhang et al.",
            "The Hedgehog & the Porcupine: Expressive Linear Attentions with Softmax Mimicry", 2024, "arXiv:2402.04347"),
        Formula = "oᵢ = φ(qᵢ)ᵀ Σⱼ≤ᵢ φ(kⱼ)vⱼᵀ / φ(qᵢ)ᵀ Σⱼ≤ᵢ φ(kⱼ),  φ(x) = softmax([Wx + b; −Wx − b])",
        Tex = @"o_i = \frac{\phi(q_i)^\top \sum_{j \le i} \phi(k_j) v_j^\top}{\phi(q_i)^\top \sum_{j \le i} \phi(k_j)},\quad "
            + @"\phi(x) = \mathrm{softmax}([Wx + b;\, -Wx - b])",
        Cost = new("ncd + nd²", "nd + d²", "2d² + 2d"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new BothSigns(causal), new RunningSum()];

    /// <summary>
    /// What the paper trains the map by: how badly its weights tell those of a softmax, the cross-entropy of a row, averaged.
    /// </summary>
    /// <param name="exact">The weights of a softmax, (…, M).</param>
    /// <param name="learned">The weights of this mechanism for the same queries and keys.</param>
    public static Tensor Distance(Tensor exact, Tensor learned) =>
        -(exact * learned.Filled(exact.eq(0), 1).log()).sum(-1).mean();

    private sealed class BothSigns(bool causal) : FeatureMap
    {
        public override RecurrentFacts Facts => new() { IsCausal = causal, HasPositiveFeatures = true };

        public override IReadOnlyList<Role> Signals { get; } =
        [
            new("w_q", "R Dk", RoleKind.Parameter, "the features of queries, (out, in)"),
            new("b_q", "R", RoleKind.Parameter, "what is added to them") { Start = RoleStart.Zero },
            new("w_k", "R Dk", RoleKind.Parameter, "the features of keys, (out, in)"),
            new("b_k", "R", RoleKind.Parameter, "what is added to them") { Start = RoleStart.Zero },
        ];

        public override long? Count(Sizes sizes) => 2 * sizes.Find("R");

        public override Tensor MapQuery(Inputs inputs, Tensor q) => Map(q, inputs["w_q"], inputs["b_q"]);

        public override Tensor MapKey(Inputs inputs, Tensor k) => Map(k, inputs["w_k"], inputs["b_k"]);

        private static Tensor Map(Tensor x, Tensor weights, Tensor bias)
        {
            var mapped = x.matmul(weights.t()) + bias;                                     // (B, H, T, R)
            return torch.cat([mapped, -mapped], -1).softmax(-1);
        }
    }
}
