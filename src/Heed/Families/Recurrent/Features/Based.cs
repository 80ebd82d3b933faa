using Heed.Recurrent.Readouts;

namespace Heed.Recurrent.Features;

/// <summary>
/// The exponential of softmax is cut off after its square, which is exactly what a memory of d² + d + 1 features can hold.
/// </summary>
/// <param name="scale">What dot products are multiplied by; 1/√d when not given.</param>
/// <param name="normalize">Whether the weights are divided by their sum.</param>
/// <param name="eps">Added to that sum.</param>
/// <param name="causal">Whether a token reads only what came before it.</param>
public sealed class Based(double? scale = null, bool normalize = true, double eps = 1e-6, bool causal = true) : Recipe, ICataloged<Based>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "based",
        Name = "Based (second-order Taylor attention)",
        Cite = new(
            "Arora et al.", "Simple linear attention language models balance the recall-throughput tradeoff", 2024, "arXiv:2402.18668"),
        Formula = "aᵢⱼ = (1 + s + s²/2) / Σ,  s = qᵢ·kⱼ / √d,  j ≤ i",
        Tex = @"a_{ij} \propto 1 + s_{ij} + \tfrac12 s_{ij}^2,\quad s_{ij} = \frac{q_i \cdot k_j}{\sqrt d},\quad j \le i",
        Cost = new("ncd + nd³", "nd + d³", "d³"),
        Witness = new("based",
            0.304177, -0.34973, -0.013099, 0.360632, 0.0895159, -0.326077,
            0.181876, 0.174703, -0.0801494, -0.206796, 0.252265, -0.00316205),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = normalize
        ? [new SecondOrder(scale, causal), new RunningSum(eps)]
        : [new SecondOrder(scale, causal)];

    private sealed class SecondOrder(double? scale, bool causal) : FeatureMap
    {
        private readonly double? scale = SinglePrecision.FactorThatIsSquared(scale, nameof(scale));

        public override RecurrentFacts Facts => new() { IsCausal = causal, HasPositiveProducts = true };

        public override long Width(long width) => 1 + width + width * width;

        // a factor below 0 has no root: then queries are turned round
        public override Tensor MapQuery(Inputs inputs, Tensor q) => MapKey(inputs, Factor(inputs) < 0 ? -q : q);

        public override Tensor MapKey(Inputs inputs, Tensor k)
        {
            var x = k * Math.Sqrt(Math.Abs(Factor(inputs)));
            var half = x * Math.Pow(2, -0.25);
            // φ(q)·φ(k) = 1 + s + s²/2
            return torch.cat([torch.ones_like(x.narrow(-1, 0, 1)), x, (half.unsqueeze(-1) * half.unsqueeze(-2)).flatten(-2)], -1);
        }

        public override Func<Tensor, Tensor> OfProducts(Inputs inputs)
        {
            var factor = Factor(inputs);
            return products =>
            {
                var s = products * factor;
                return 1 + s + s.square() / 2;
            };
        }

        private double Factor(Inputs inputs) => scale ?? 1 / Math.Sqrt(inputs.WidthK);
    }
}
