namespace Heed.Pairwise.Preparing;

/// <summary>
/// Queries and keys are brought to one length before they meet, and learned factors then weigh their features: scores cannot grow with
/// the vectors in training.
/// </summary>
/// <remarks>
/// The mean square of a vector's features becomes 1, and each head has a factor for each feature. Where it is written counts:
/// <c>qk-rms-norm + rope</c>
/// normalises and then rotates, as Qwen 3 and Gemma 3 do. Nothing is added to the mean square; a vector of zeros stays zero.
/// The paper subtracts the mean as well (layer norm), which its successors left out.
/// </remarks>
public sealed class QkRmsNorm : Prepare, ICataloged<QkRmsNorm>
{
    private const double ShortestLength = 1e-12;

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "qk-rms-norm",
        Name = "RMS-normalised queries and keys",
        Cite = new("Dehghani et al.", "Scaling Vision Transformers to 22 Billion Parameters", 2023, "arXiv:2302.05442"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(N_q(qᵢ)·N_k(kⱼ) / √d) vⱼ,  N(x) = γ ⊙ x / rms(x)",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{N_q(q_i) \cdot N_k(k_j)}{\sqrt d}\right) v_j,"
            + @"\quad N(x) = \gamma \odot \frac{x \sqrt d}{\|x\|}",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } =
        new() { IsAffineInKeys = false, IsRotationInvariant = false, IgnoresLengths = true, Learns = true };

    /// <inheritdoc />
    public override string? NoKernel => null;                                              // queries and keys are normalised before it

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
    [
        new("gamma_q", "H Dq", RoleKind.Parameter, "weighs the features of a query") { Start = RoleStart.One },
        new("gamma_k", "G Dk", RoleKind.Parameter, "weighs the features of a key") { Start = RoleStart.One },
    ];

    /// <inheritdoc />
    public override (Tensor Q, Tensor K) Apply(Inputs inputs, Tensor q, Tensor k)
    {
        (q, k) = (Normalised(q, inputs["gamma_q"]), Normalised(k, inputs["gamma_k"]));
        inputs.Trace?.Record("q_normalised", q);
        inputs.Trace?.Record("k_normalised", k);
        return (q, k);
    }

    private static Tensor Normalised(Tensor x, Tensor gamma) =>
        torch.nn.functional.normalize(x, p: 2, dim: -1, eps: ShortestLength) * (Math.Sqrt(x.shape[^1]) * gamma.unsqueeze(1));
}
