using System.Numerics;
using Heed.Lowering;

namespace Heed.Pairwise.Biases;

/// <summary>
/// Knows nothing of positions except distance: each head lowers a key's score in proportion to how far away it lies,
/// and each head at its own rate.
/// </summary>
/// <remarks>
/// Steep heads read their neighbours, gentle ones the whole text. The slopes are fixed, not learned, which is why a model
/// may be run on longer texts than it was trained on. The paper's model is causal: <c>alibi + causal</c>.
/// </remarks>
/// <param name="distance">Whether a key that lies ahead is also far.</param>
public sealed class Alibi(AlibiDistance distance = AlibiDistance.Absolute) : Bias, ICataloged<Alibi>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "alibi",
        Name = "ALiBi (attention with linear biases)",
        Cite = new("Press, Smith and Lewis",
            "Train Short, Test Long: Attention with Linear Biases Enables Input Length Extrapolation", 2021, "arXiv:2108.12409"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d − mₕ|i − j|) vⱼ,  mₕ = 2^(−8h/H)",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d} - m_h |i - j|\right) v_j,\quad m_h = 2^{-8h/H}",
        Cost = new("n²d", "nd", "nd"),
        Witness = new("alibi",
            0.467461, -0.109446, -0.37637, 0.422696, 0.410188, -0.33074,
            -0.134915, 0.443029, 0.266101, -0.298909, -0.0173205, 0.313325),
    };

    /// <inheritdoc />
    public override bool LowersToTable => distance != AlibiDistance.Absolute;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs) =>
        parts.Add(new Kernels.Alibi([.. Slopes((int)inputs.Heads).Select(m => (float)m)], (int)inputs.Offset));

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new()
    {
        Place = Place.Relative,
        PeaksAtSelf = distance == AlibiDistance.Absolute,
        Gives = distance == AlibiDistance.Absolute ? Signs.NotPositive : Signs.Any,
        IsZeroAtSelf = true,
    };

    /// <inheritdoc />
    public override Tensor Of(Meeting meeting)
    {
        var inputs = meeting.Inputs;
        var slopes = torch.tensor(Slopes((int)inputs.Heads), meeting.Scores.dtype);        // (H)
        inputs.Trace?.Record("slopes", slopes);
        var far = inputs.Places.Distance(meeting.Scores.dtype);                            // (N, M)
        return -slopes.view(-1, 1, 1) * (distance == AlibiDistance.Absolute ? far.abs() : far);
    }

    /// <summary>
    /// Section 3: with H heads, mₕ = 2^(−8h/H). When H is not a power of two, the slopes of the power below it,
    /// then every other slope of the power above until all heads have one.
    /// </summary>
    /// <param name="heads">H.</param>
    public static double[] Slopes(int heads)
    {
        var whole = 1 << BitOperations.Log2((uint)heads);
        var below = Enumerable.Range(1, whole).Select(h => Math.Pow(2, -8.0 * h / whole));
        var between = Enumerable.Range(0, heads - whole).Select(h => Math.Pow(2, -4.0 * (2 * h + 1) / whole));
        return [.. below, .. between];
    }
}

/// <summary>How ALiBi measures distance when the text is not read from left to right only.</summary>
public enum AlibiDistance
{
    /// <summary>|i − j|: what lies ahead is as far as what lies behind.</summary>
    Absolute,

    /// <summary>i − j: what lies ahead is raised, as in code that leaves the rest to a causal mask.</summary>
    Signed,
}
