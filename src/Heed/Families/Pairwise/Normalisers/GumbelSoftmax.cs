namespace Heed.Pairwise.Normalisers;

/// <summary>Noise is added to scores before softmax, such that the highest is drawn as often as softmax would share out: attention that
/// picks, and still has a gradient.</summary>
/// <remarks>
/// The noise of a pair follows from the seed, the head and the two places, so all texts of a batch, and all calls, have the same; another
/// seed is another draw. A low temperature picks one key nearly alone. <c>hard</c> gives all to the highest, with the gradient of the soft
/// weights.
/// </remarks>
/// <param name="temperature">What noisy scores are divided by.</param>
/// <param name="hard">Whether the highest gets all.</param>
/// <param name="seed">Draws the noise.</param>
public sealed class GumbelSoftmax(double temperature = 1, bool hard = false, int seed = 1) : Normaliser, ICataloged<GumbelSoftmax>
{
    private readonly double temperature = SinglePrecision.Divisor(temperature, nameof(temperature)).Value;

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "gumbel-softmax",
        Name = "Gumbel softmax",
        Cite = new("Jang, Gu and Poole", "Categorical Reparameterization with Gumbel-Softmax", 2016, "arXiv:1611.01144"),
        Formula = "aᵢⱼ = softmaxⱼ((sᵢⱼ + gᵢⱼ) / τ),  g = −log(−log u), u uniform",
        Tex = @"a_{ij} = \mathrm{softmax}_j\left(\frac{s_{ij} + g_{ij}}{\tau}\right),\quad g_{ij} = -\log(-\log u_{ij}),\ u \sim U(0, 1)",
        Cost = new("n²d", "n²", "nd"),
    };

    /// <inheritdoc />
    public override string? NoKernel => "gumbel-softmax adds noise to each score, which no part of the kernel does: it has no kernel";

    /// <inheritdoc />
    public override PairwiseFacts Facts => new()
    {
        Place = Place.Absolute,
        NeedsPlaces = true,
        SumsToOne = true,
        LoneWeightIsFixed = true,
        IgnoresShift = true,
        HasExactGradient = !hard,
    };

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible)
    {
        var noisy = (scores + Noise(inputs, scores.shape[1]).to(scores.dtype)) / temperature;
        return hard ? new HardArgmax().Weigh(inputs, noisy, visible) : Hidden.Softmax(noisy, visible);
    }

    private Tensor Noise(Inputs inputs, long heads)
    {
        var (queries, keys, next) = (inputs.Places.Queries, inputs.Places.Keys, 0);
        var noise = new double[heads * queries.Count * keys.Count];
        for (var head = 0; head < heads; head++)
            foreach (var i in queries)
                foreach (var j in keys) noise[next++] = -Math.Log(-Math.Log(Uniform(head, i, j)));
        return torch.tensor(noise).view(heads, queries.Count, keys.Count);
    }

    /// <summary>A number above 0 and below 1 that nothing but seed and places decide: by the finaliser of SplitMix64.</summary>
    private double Uniform(params ReadOnlySpan<long> at)
    {
        var bits = (ulong)(long)seed;
        foreach (var number in at)
        {
            bits = (bits ^ (ulong)number) + 0x9E3779B97F4A7C15;
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            bits ^= bits >> 31;
        }

        return ((bits >> 11) + 0.5) / (1UL << 53);
    }
}
