using Heed;
using Heed.Lowering;
using Heed.Pairwise;

namespace OwnWord;

/// <summary>Scores fall off from the query as a bell does: what lies within a few tokens is read, and what lies far away is not.</summary>
/// <param name="sigma">How wide the bell is, in tokens.</param>
public sealed class GaussianDistance(double sigma = 2) : Bias, ICataloged<GaussianDistance>
{
    private readonly double sigma = sigma > 0 ? sigma : throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "A bell has a width.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "gaussian-distance",
        Name = "Gaussian bias of distance",
        Cite = new("Yang et al.", "Modeling Localness for Self-Attention Networks", 2018, "arXiv:1810.10182"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d − (i − j)² / 2σ²) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d} - \frac{(i - j)^2}{2 \sigma^2}\right) v_j",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new()
    {
        Place = Place.Relative,
        PeaksAtSelf = true,
        IsZeroAtSelf = true,
        Gives = Signs.NotPositive,
    };

    /// <inheritdoc />
    public override string? NoKernel => null;

    /// <inheritdoc />
    public override bool LowersInCache => false;                                           // its table is made for a whole text

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs)
    {
        var reach = (int)Math.Max(inputs.Queries, inputs.Keys);
        var distances = Enumerable.Range(-reach, (2 * reach) + 1);
        float[] table = [.. distances.Select(apart => (float)(-(double)apart * apart / (2 * sigma * sigma)))];
        parts.Add(new Heed.Kernels.DistanceBias(table, 1, reach, (int)inputs.Offset));
    }

    /// <inheritdoc />
    public override Tensor Of(Meeting meeting) => meeting.Inputs.Places.Distance(meeting.Scores.dtype).square() / (-2 * sigma * sigma);
}
