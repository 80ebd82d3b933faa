using Heed.Recurrent.Readouts;

namespace Heed.Recurrent.Features;

/// <summary>
/// Features without learning or chance: what is positive in a vector and in its negative, each times its neighbours on a ring.
/// </summary>
/// <remarks>
/// Few of the features are not zero at a time, so that keys get out of one another's way; a token all of whose features are zero reads
/// nothing. It was proposed together with DeltaNet.
/// </remarks>
/// <param name="nu">How many neighbours: 2ν features for each number.</param>
/// <param name="causal">Whether a token reads only what came before it.</param>
public sealed class Dpfp(long nu = 1, bool causal = true) : Recipe, ICataloged<Dpfp>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "dpfp",
        Name = "Deterministic parameter-free projection",
        Cite = new("Schlag, Irie and Schmidhuber", "Linear Transformers Are Secretly Fast Weight Programmers", 2021, "arXiv:2102.11174"),
        Formula = "oᵢ = φ(qᵢ)ᵀ Σⱼ≤ᵢ φ(kⱼ)vⱼᵀ / φ(qᵢ)ᵀ Σⱼ≤ᵢ φ(kⱼ),  φ(x)ₐₙ = rₐrₐ₋ₙ,  r = max([x; −x], 0),  n = 1 … ν",
        Tex = @"o_i = \frac{\phi(q_i)^\top \sum_{j \le i} \phi(k_j) v_j^\top}{\phi(q_i)^\top \sum_{j \le i} \phi(k_j)},\quad "
            + @"\phi(x)_{an} = r_a r_{a-n},\quad r = \max([x; -x], 0),\quad n = 1, \dots, \nu",
        Cost = new("ncd + nrd", "nr + rd", "rd + r"),
        Witness = new("dpfp",
            0.889156, -0.75375, -0.261815, 0.971657, 0.508776, -0.977598,
            0.304873, 0.723854, 0.00508457, -0.74606, 0.615856, 0.233487),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new Ring(nu, causal), new RunningSum()];

    private const long Most = 1000;

    private sealed class Ring(long nu, bool causal) : FeatureMap
    {
        private readonly long nu = nu is >= 1 and <= Most ? nu
            : throw new ArgumentOutOfRangeException(nameof(nu), nu, $"Give a number of neighbours from 1 to {Most}.");

        public override RecurrentFacts Facts => new() { IsCausal = causal, HasPositiveFeatures = true, MayVanish = true };

        public override long Width(long width) => 2 * nu * width;

        public override Tensor MapKey(Inputs inputs, Tensor k)
        {
            var ring = torch.cat([k, -k], -1).relu();
            return torch.cat([.. Enumerable.Range(1, (int)nu).Select(n => ring * ring.roll(n, -1))], -1);
        }
    }
}
