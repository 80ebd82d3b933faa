namespace Heed.Pairwise.Scores;

/// <summary>A decoder answers with places of its input: how much it reads of each is itself the answer, not what is read there.</summary>
/// <remarks>
/// The score is Bahdanau's. Read the answer from <c>Mechanism.Weights</c>, or give values that are 1 for one token and 0 for all others;
/// with other values it is <c>additive</c>.
/// </remarks>
/// <param name="width">Hidden units in a layer that makes its own weights; 0 means as many as a key is wide.</param>
public sealed class Pointer(long width = 0) : Score, ICataloged<Pointer>
{
    private readonly Additive score = new(width);

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "pointer",
        Name = "Pointer network",
        Cite = new("Vinyals, Fortunato and Jaitly", "Pointer Networks", 2015, "arXiv:1506.03134"),
        Formula = "p(yᵢ = j) = softmaxⱼ(vₐ·tanh(W_q qᵢ + W_k kⱼ))",
        Tex = @"p(y_i = j) = \mathrm{softmax}_j\left(v_a^\top \tanh(W_q q_i + W_k k_j)\right)",
        Cost = new("n²d", "n²d", "nd"),
        OfDecoders = true,
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => score.Facts;

    /// <inheritdoc />
    public override string? NoKernel => "pointer compares through a hidden layer, not by a product: it has no kernel";

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals => score.Signals;

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k) => score.Compare(inputs, q, k);
}
