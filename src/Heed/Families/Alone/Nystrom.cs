namespace Heed.Alone;

/// <summary>Queries and keys meet through a few landmarks, the means of consecutive tokens; no n × n matrix is ever formed.</summary>
/// <remarks>As published, the iterative inverse depends on the whole batch; the published convolution of the values is left out.</remarks>
/// <param name="landmarks">Landmarks; at most as many as there are tokens.</param>
/// <param name="pinv">How the small matrix is inverted.</param>
/// <param name="iterations">Steps of the iterative inverse.</param>
public sealed class Nystrom(long landmarks = 8, NystromInverse pinv = NystromInverse.Iterative, int iterations = 6)
    : AloneMechanism, ICataloged<Nystrom>
{
    private readonly long landmarks = landmarks >= 1 ? landmarks
        : throw new ArgumentOutOfRangeException(nameof(landmarks), landmarks, "At least one landmark is needed.");
    private readonly int iterations = iterations is >= 1 and <= 1000 ? iterations
        : throw new ArgumentOutOfRangeException(nameof(iterations), iterations, "It must be from 1 to 1000.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "nystrom",
        Name = "Nyströmformer",
        Cite = new("Xiong et al.", "Nyströmformer: A Nyström-Based Algorithm for Approximating Self-Attention", 2021, "arXiv:2102.03902"),
        Formula = "A ≈ softmax(Q K̃ᵀ) softmax(Q̃ K̃ᵀ)⁺ softmax(Q̃ Kᵀ),  all / √d",
        Tex = @"A \approx \mathrm{softmax}\left(\frac{Q \tilde K^\top}{\sqrt d}\right) "
            + @"\mathrm{softmax}\left(\frac{\tilde Q \tilde K^\top}{\sqrt d}\right)^{+} "
            + @"\mathrm{softmax}\left(\frac{\tilde Q K^\top}{\sqrt d}\right)",
        Cost = new("nrd", "nr + nd", "–"),
        // pinv=exact inverts a nearly singular matrix, the more landmarks the worse: three for nine tokens use a third of this
        Float32Bound = 5e-3,
        Witness = new("nystrom(2)",
            -0.288806, 0.0154169, 0.275975, -0.245109, -0.328926, 0.191699,
            0.169376, -0.33267, -0.232108, 0.252376, 0.0220566, -0.270734),
    };

    /// <inheritdoc />
    public override Facts Facts => new()
    {
        IsOrdered = true,
        MayBeNegative = true,
        SumsToOne = pinv == NystromInverse.Exact,
        IgnoresKeyShift = true,
        HidesKeys = false,
        IsBatchInvariant = pinv == NystromInverse.Exact,
    };

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        if (!inputs.Mask.IsNone)
            throw new NotSupportedException("'nystrom' averages tokens into landmarks, so it cannot hide single pairs or keys.");
        inputs.RequireEqualWidths();
        var (q, k, v) = (inputs.Q, inputs.Share(inputs.K), inputs.Share(inputs.V));
        var count = Math.Min(landmarks, Math.Min(inputs.Queries, inputs.Keys));
        var (fewQ, fewK) = (Means(q, count), Means(k, count));                             // (B, H, r, D)
        var between = Meet(fewQ, fewK);                                                    // (B, H, r, r)
        var inverse = pinv == NystromInverse.Exact ? torch.linalg.pinv(between) : Iterated(between);
        return Meet(q, fewK).matmul(inverse).matmul(Meet(fewQ, k).matmul(v));
    }

    private static Tensor Meet(Tensor q, Tensor k) => (q.matmul(k.transpose(-2, -1)) / Math.Sqrt(k.shape[^1])).softmax(-1);

    /// <summary>The means of consecutive runs of rows, as equal in length as can be.</summary>
    private static Tensor Means(Tensor x, long count)
    {
        var member = (torch.arange(x.shape[2]) * count).floor_divide(x.shape[2])
            .eq(torch.arange(count).unsqueeze(1)).to(x.dtype);                             // (r, N)
        return (member / member.sum(-1, true)).matmul(x);
    }

    /// <summary>Section 3.3: a sixth-order iteration that needs only products.</summary>
    private Tensor Iterated(Tensor a)
    {
        var (one, z) = (torch.eye(a.shape[^1], dtype: a.dtype), a.transpose(-2, -1) / a.sum(-2).max());
        for (var i = 0; i < iterations; i++) z = Nearer(a.matmul(z));
        return z;

        Tensor Nearer(Tensor az) => 0.25 * z.matmul((13 * one) - az.matmul((15 * one) - az.matmul((7 * one) - az)));
    }
}
