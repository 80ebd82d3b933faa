namespace Heed.Pairwise.Scores;

/// <summary>One learned vector weighs the features of the query, those of the key, and their products.</summary>
/// <remarks>Scores are not scaled. The vector has the query's weights first, then the key's, then those of the products.</remarks>
public sealed class Trilinear : Score, ICataloged<Trilinear>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "trilinear",
        Name = "Trilinear attention (BiDAF)",
        Cite = new("Seo et al.", "Bidirectional Attention Flow for Machine Comprehension", 2016, "arXiv:1611.01603"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(w·[qᵢ; kⱼ; qᵢ⊙kⱼ]) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(w^\top [q_i; k_j; q_i \odot k_j]\right) v_j",
        Cost = new("n²d", "nd", "nd"),
        Witness = new("trilinear",
            0.394769, -0.141842, -0.276715, 0.37215, 0.119374, -0.0742944,
            -0.0575388, 0.122184, -0.0641442, -0.144997, 0.184824, -0.00883113),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { ReadsKeys = true, IsRotationInvariant = false, Learns = true };

    /// <inheritdoc />
    public override string? NoKernel =>
        "trilinear weighs queries and keys alone as well as products, which no kernel does: it has no kernel";

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
        [new("w", "3Dk", RoleKind.Parameter, "weighs the query, the key and their products")];

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
    {
        inputs.RequireEqualWidths();
        var w = inputs["w"].split(q.shape[^1]);
        return q.matmul(w[0]).unsqueeze(-1) + k.matmul(w[1]).unsqueeze(-2) + (q * w[2]).matmul(k.transpose(-2, -1));
    }
}
