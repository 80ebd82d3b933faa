using Heed.Lowering;

namespace Heed.Pairwise.Biases;

/// <summary>
/// The near weighs more than the far, by a fixed function of distance that falls quickly at first and then ever more slowly: the product
/// of two sinusoidal position vectors.
/// </summary>
/// <remarks>
/// Nothing is learned. Heads differ by a factor, the first being the steepest. The paper's model is causal: <c>sandwich + causal</c>.
/// </remarks>
/// <param name="dBar">The width of the position vectors, an even number: the wider, the more the near weighs.</param>
public sealed class Sandwich(long dBar = 32) : Bias, ICataloged<Sandwich>
{
    private const int Enough = 24;                                                         // tokens that tell whether all are positive

    private readonly long dBar = dBar is >= 2 and <= 1 << 16 && dBar % 2 == 0 ? dBar
        : throw new ArgumentOutOfRangeException(nameof(dBar), dBar, "The width must be an even number from 2 to 2¹⁶.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "sandwich",
        Name = "Sandwich (inner products of sinusoids)",
        Cite = new("Chi, Fan, Rudnicky and Ramadge",
            "Dissecting Transformer Length Extrapolation via the Lens of Receptive Field Analysis",
            2022, "arXiv:2212.10356"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d + cₕ Σₐ cos((i − j)·10000^(−2a/d̄))) vⱼ,  cₕ = H/(8h)",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d} + \frac{H}{8h} \sum_{a < \bar d/2} "
            + @"\cos\frac{i - j}{10000^{2a/\bar d}}\right) v_j",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new()
    {
        Place = Place.Relative,
        PeaksAtSelf = true,
        Gives = Enumerable.Range(0, Enough).All(apart => At(dBar, apart) > 0) ? Signs.Positive : Signs.Any,
    };

    /// <inheritdoc />
    public override bool LowersInCache => false;

    /// <inheritdoc />
    public override bool LowersToTable => false;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs)
    {
        var (heads, reach) = ((int)inputs.Heads, (int)Math.Max(inputs.Queries, inputs.Keys));
        var alone = Enumerable.Range(-reach, (2 * reach) + 1).Select(apart => At(dBar, apart)).ToArray();
        float[] table = [.. Enumerable.Range(0, heads).SelectMany(h => alone.Select(x => (float)(x * Factor(heads, h))))];
        parts.Add(new Kernels.DistanceBias(table, heads, reach, (int)inputs.Offset));
    }

    /// <inheritdoc />
    public override Tensor Of(Meeting meeting)
    {
        var heads = (int)meeting.Inputs.Heads;
        var speed = torch.pow(10000.0, torch.arange(0, dBar, 2, torch.float64) / -(double)dBar);                       // (d̄/2)
        var alike = (meeting.Inputs.Places.Distance(torch.float64).unsqueeze(-1) * speed).cos().sum(-1);               // (N, M)
        var factors = torch.tensor(Enumerable.Range(0, heads).Select(h => Factor(heads, h)).ToArray());                // (H)
        return (factors.view(-1, 1, 1) * alike).to(meeting.Scores.dtype);
    }

    private static double At(long width, int apart) =>
        Enumerable.Range(0, (int)(width / 2)).Sum(a => Math.Cos(apart * Math.Pow(10000, -2.0 * a / width)));

    private static double Factor(int heads, int head) => heads / (8.0 * (head + 1));
}
