namespace Heed.Pairwise.Normalisers;

/// <summary>Softmax over the k best keys of each query; all others get nothing.</summary>
/// <remarks>Keys that tie with the k-th best are kept too, so that the result does not depend on their order.</remarks>
/// <param name="k">How many keys a query keeps.</param>
public sealed class TopK(long k = 8) : Normaliser, ICataloged<TopK>
{
    private readonly long k = k >= 1 ? k : throw new ArgumentOutOfRangeException(nameof(k), k, "At least one key must be kept.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "top-k",
        Name = "Top-k softmax (explicit sparse attention)",
        Cite = new(
            "Zhao et al.", "Explicit Sparse Transformer: Concentrated Attention Through Explicit Selection", 2019, "arXiv:1912.11637"),
        Formula = "aᵢ = softmax over the k largest sᵢⱼ",
        Tex = @"a_i = \mathrm{softmax}\bigl(s_i \text{ restricted to its } k \text{ largest}\bigr)",
        Cost = new("n²d", "n²", "nd"),
        Witness = new("top-k(2)",
            0.839898, -0.270753, -0.614552, 0.782241, 0.744852, -0.67218,
            -0.1854, 0.826488, 0.387575, -0.844636, 0.31541, 0.582122),
    };

    /// <inheritdoc />
    public override string? NoKernel => "top-k must see all scores of a row before it knows which are kept: it has no kernel";

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } =
        new() { SumsToOne = true, LoneWeightIsFixed = true, IgnoresShift = true, KeepsOnlyMaximum = k == 1 };

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible)
    {
        if (k >= scores.shape[^1]) return Hidden.Softmax(scores, visible);
        var least = scores.topk((int)k, -1).values.narrow(-1, k - 1, 1);                   // (B, H, N, 1)
        return Hidden.Softmax(scores.Filled(Ties.Below(scores, least), double.NegativeInfinity), visible);
    }
}
