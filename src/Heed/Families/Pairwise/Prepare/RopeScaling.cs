namespace Heed.Pairwise.Preparing;

/// <summary>
/// RoPE for texts longer than a model was trained on: angles are made smaller, all alike or the slow ones more than the fast ones, so that
/// they stay among those that the model knows.
/// </summary>
/// <remarks>
/// <c>linear</c> divides places (Chen et al., arXiv:2306.15595); <c>ntk</c> and <c>dynamic</c> raise the base, the second by as much as a
/// text of so many tokens needs; <c>yarn</c> divides slow rotations only and sharpens scores; <c>longrope</c> has a divisor for each pair
/// (Ding et al., arXiv:2402.13753); <c>llama3</c> goes by wavelengths (arXiv:2407.21783). The width must be even, and for <c>ntk</c> and
/// <c>dynamic</c> more than 2.
/// </remarks>
/// <param name="type">How angles are made smaller.</param>
/// <param name="factor">How many times as long texts may be.</param>
/// <param name="maxPositionEmbeddings">How long they were in training.</param>
/// <param name="base">The pair a is rotated by position · base^(−2a/d) before.</param>
/// <param name="seqLen">How long the text is for which <c>dynamic</c> is made; up to the length in training nothing changes.</param>
/// <param name="longFactor">What <c>longrope</c> divides each angle by; nothing when not given.</param>
/// <param name="lowFreqFactor">A text in training has at most so many turns of the rotations that <c>llama3</c> divides.</param>
/// <param name="highFreqFactor">It has at least so many of those that <c>llama3</c> leaves.</param>
/// <param name="originalMaxPositionEmbeddings">How long texts were in training for <c>llama3</c>, where that is another number.</param>
/// <param name="pairing">Which features make a pair.</param>
public sealed class RopeScaling(
    RopeScalingType type = RopeScalingType.Linear, double factor = 4, long maxPositionEmbeddings = 16, double @base = 10000,
    long seqLen = 0, double[]? longFactor = null, double lowFreqFactor = 1, double highFreqFactor = 4,
    long originalMaxPositionEmbeddings = 0, RopePairing pairing = RopePairing.Halves) : Prepare, ICataloged<RopeScaling>
{
    private readonly RopeSpeeds speeds = new(type, factor, maxPositionEmbeddings, @base, seqLen, longFactor, lowFreqFactor, highFreqFactor,
        originalMaxPositionEmbeddings);

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "rope-scaling",
        Name = "RoPE for longer texts (PI, NTK, YaRN, LongRoPE, Llama 3)",
        Cite = new("Peng, Quesnelle, Fan and Shippole",
            "YaRN: Efficient Context Window Extension of Large Language Models", 2023, "arXiv:2309.00071"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(c²·(R(i)qᵢ)·(R(j)kⱼ) / √d) vⱼ,  angle(t, a) = t·θₐ(type, factor)",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{c^2 (R_i q_i) \cdot (R_j k_j)}{\sqrt d}\right) v_j,\quad "
            + @"\angle(t, a) = t\,\theta_a(\mathrm{type}, \mathrm{factor})",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Relative, Rotates = true, IsAffineInKeys = false };

    /// <inheritdoc />
    public override string? NoKernel => null;                                              // queries and keys are rotated before it

    /// <inheritdoc />
    public override (Tensor Q, Tensor K) Apply(Inputs inputs, Tensor q, Tensor k)
    {
        Turning.Check(inputs, "rope-scaling");
        var (of, sharpened) = (torch.tensor(speeds.Of((int)inputs.WidthK)), speeds.Sharpened);
        inputs.Trace?.Record("inv_freq", of);
        inputs.Trace?.Record("attention_factor", torch.tensor(sharpened));
        return Turning.Noted(inputs, sharpened * q.Turn(Rotary.Angles(inputs.Places.Queries, of), pairing),
            sharpened * k.Turn(Rotary.Angles(inputs.Places.Keys, of), pairing));
    }
}
