namespace Heed.Pairwise.Scores;

/// <summary>
/// The decoder's state and each memory are put side by side, and a small network with one hidden layer says how well they match.
/// </summary>
/// <remarks>
/// The one matrix has the query's columns first. It is Bahdanau's score with his two matrices side by side. All heads share the network.
/// </remarks>
/// <param name="width">Hidden units in a layer that makes its own weights; 0 means as many as a key is wide.</param>
/// <param name="scale">What scores are multiplied by.</param>
public sealed class LuongConcat(long width = 0, double scale = 1) : Score, ICataloged<LuongConcat>
{
    private readonly double scale = SinglePrecision.Factor(scale, nameof(scale)).Value;

    private const string SideBySide = "joined";

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "luong-concat",
        Name = "Concat attention (Luong)",
        Cite = new("Luong, Pham and Manning",
            "Effective Approaches to Attention-based Neural Machine Translation", 2015, "arXiv:1508.04025"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(vₐ·tanh(Wₐ [qᵢ; kⱼ])) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(v_a^\top \tanh(W_a [q_i; k_j])\right) v_j",
        Cost = new("n²d", "n²d", "nd"),
        OfDecoders = true,
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } =
        new() { ReadsKeys = true, IsAffineInKeys = false, IsRotationInvariant = false, Learns = true };

    /// <inheritdoc />
    public override string? NoKernel => "luong-concat compares through a hidden layer, not by a product: it has no kernel";

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
    [
        new("w_a", $"{HiddenUnits.Of(width)} {SideBySide}", RoleKind.Parameter, "from query and key, side by side, to the hidden layer"),
        new("v_a", "A", RoleKind.Parameter, "from the hidden layer to the score"),
    ];

    /// <inheritdoc />
    public override long? SizeOf(string name, Sizes sizes) =>
        name == SideBySide && sizes.Find("Dq") is { } query && sizes.Find("Dk") is { } key ? query + key : null;

    /// <inheritdoc />
    public override double Factor(Inputs inputs) => scale;

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
    {
        var (w, width) = (inputs.Signals["w_a"], q.shape[^1]);
        var (query, key) = (w.narrow(1, 0, width), w.narrow(1, width, k.shape[^1]));
        return Additive.Compare(q.matmul(query.t()), k.matmul(key.t()), inputs.Signals["v_a"]);
    }
}
