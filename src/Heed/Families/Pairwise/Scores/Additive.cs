namespace Heed.Pairwise.Scores;

/// <summary>
/// The first attention: a small network with one hidden layer looks at the decoder's state and a memory together and says how well they
/// match.
/// </summary>
/// <remarks>Queries and keys may differ in width. All heads share the network.</remarks>
/// <param name="width">Hidden units in a layer that makes its own weights; 0 means as many as a key is wide.</param>
/// <param name="scale">What scores are multiplied by.</param>
public sealed class Additive(long width = 0, double scale = 1) : Score, ICataloged<Additive>
{
    private readonly double scale = SinglePrecision.Factor(scale, nameof(scale)).Value;

    // hidden units at a time: 4 MB, so that they are still near by when they are read
    private const long HiddenAtOnce = 1 << 20;

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "additive",
        Name = "Additive attention (Bahdanau)",
        Cite = new("Bahdanau, Cho and Bengio",
            "Neural Machine Translation by Jointly Learning to Align and Translate", 2014, "arXiv:1409.0473"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(vₐ·tanh(W_q qᵢ + W_k kⱼ)) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(v_a^\top \tanh(W_q q_i + W_k k_j)\right) v_j",
        Cost = new("n²d", "n²d", "nd"),
        OfDecoders = true,
        Witness = new("additive",
            0.0689668, -0.0117274, -0.0592061, 0.0610043, 0.0982919, -0.0953599,
            -0.0189244, 0.111111, 0.0546021, -0.0800029, 0.0119838, 0.0700289),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } =
        new() { ReadsKeys = true, IsAffineInKeys = false, IsRotationInvariant = false, Learns = true };

    /// <inheritdoc />
    public override string? NoKernel => "additive compares through a hidden layer, not by a product: it has no kernel";

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
    [
        new("w_q", $"{HiddenUnits.Of(width)} Dq", RoleKind.Parameter, "from the query to the hidden layer"),
        new("w_k", $"{HiddenUnits.Of(width)} Dk", RoleKind.Parameter, "from the key to the hidden layer"),
        new("v_a", HiddenUnits.Of(width), RoleKind.Parameter, "from the hidden layer to the score"),
    ];

    /// <inheritdoc />
    public override double Factor(Inputs inputs) => scale;

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
    {
        return Compare(q.matmul(inputs.Signals["w_q"].t()), k.matmul(inputs.Signals["w_k"].t()), inputs.Signals["v_a"]);
    }

    /// <summary>The scores of queries and keys that were mapped into the hidden layer, where they are added.</summary>
    internal static Tensor Compare(Tensor query, Tensor keys, Tensor score)
    {
        var key = keys.unsqueeze(-3);                                                      // (B, H, 1, M, A)
        var rows = Math.Max(1, HiddenAtOnce / Math.Max(1, key.numel()));
        return torch.cat([.. query.split(rows, 2).Select(Meet)], 2);

        Tensor Meet(Tensor some)                                                           // (B, H, rows, A)
        {
            using var scope = torch.NewDisposeScope();
            return (some.unsqueeze(-2) + key).tanh_().matmul(score).MoveToOuterDisposeScope();
        }
    }
}
