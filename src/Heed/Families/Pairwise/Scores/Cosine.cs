namespace Heed.Pairwise.Scores;

/// <summary>Only directions count: queries and keys are brought to length one, and a fixed factor says how sharp the choice is.</summary>
/// <remarks>No score exceeds the factor, however large the vectors grow in training.</remarks>
/// <param name="scale">What cosines are multiplied by.</param>
public sealed class Cosine(double scale = 10) : Score, ICataloged<Cosine>
{
    private readonly double scale = SinglePrecision.Factor(scale, nameof(scale)).Value;

    private const double ShortestLength = 1e-12;

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "cosine",
        Name = "Cosine attention (query-key normalisation)",
        Cite = new("Henry et al.", "Query-Key Normalization for Transformers", 2020, "arXiv:2010.04245"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(g · qᵢ/‖qᵢ‖ · kⱼ/‖kⱼ‖) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(g\, \frac{q_i}{\|q_i\|} \cdot \frac{k_j}{\|k_j\|}\right) v_j",
        Cost = new("n²d", "nd", "nd"),
        Witness = new("cosine",
            0.893351, -0.645188, -0.356365, 0.941788, 0.559481, -0.946689,
            0.228442, 0.756558, 0.00929644, -0.893192, 0.734101, 0.282204),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { ReadsKeys = true, IsAffineInKeys = false, IgnoresLengths = true };

    /// <inheritdoc />
    public override string? NoKernel => null;

    /// <inheritdoc />
    public override bool Prepares => true;

    /// <inheritdoc />
    public override (Tensor Q, Tensor K) Meet(Inputs inputs, Tensor q, Tensor k)
    {
        inputs.RequireEqualWidths();
        return (Direction(q), Direction(k));
    }

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
    {
        (q, k) = Meet(inputs, q, k);
        return q.matmul(k.transpose(-2, -1));
    }

    /// <inheritdoc />
    public override double Factor(Inputs inputs) => scale;

    private static Tensor Direction(Tensor x) => torch.nn.functional.normalize(x, p: 2, dim: -1, eps: ShortestLength);
}
