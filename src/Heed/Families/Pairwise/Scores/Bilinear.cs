namespace Heed.Pairwise.Scores;

/// <summary>A learned matrix stands between query and key, so that they may live in different spaces.</summary>
/// <remarks>Queries and keys may differ in width. All heads share the matrix.</remarks>
/// <param name="scale">What scores are multiplied by.</param>
public sealed class Bilinear(double scale = 1) : Score, ICataloged<Bilinear>
{
    private readonly double scale = SinglePrecision.Factor(scale, nameof(scale)).Value;

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "bilinear",
        Name = "Bilinear attention (Luong general)",
        Cite = new("Luong, Pham and Manning",
            "Effective Approaches to Attention-based Neural Machine Translation", 2015, "arXiv:1508.04025"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢᵀ Wₐ kⱼ) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j(q_i^\top W_a k_j)\, v_j",
        Cost = new("n²d", "nd", "nd"),
        Witness = new("bilinear",
            -0.299091, 0.295983, 0.0527465, -0.339884, -0.0729866, 0.337031,
            -0.207522, -0.164312, 0.15914, 0.120359, -0.259314, 0.0954669),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } =
        new() { ReadsKeys = true, IsRotationInvariant = false, GrowsWithQuery = true, Learns = true };

    /// <inheritdoc />
    public override string? NoKernel => null;

    /// <inheritdoc />
    public override bool Prepares => true;

    /// <inheritdoc />
    public override (Tensor Q, Tensor K) Meet(Inputs inputs, Tensor q, Tensor k) => (q.matmul(inputs.Signals["w_a"]), k);

    /// <inheritdoc />
    public override double Factor(Inputs inputs) => scale;

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } = [new("w_a", "Dq Dk", RoleKind.Parameter, "from the key to the query")];

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k) =>
        q.matmul(inputs.Signals["w_a"]).matmul(k.transpose(-2, -1));
}
