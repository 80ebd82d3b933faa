namespace Heed.Pairwise.Biases;

/// <summary>A small network makes of the signed distance of two tokens what is added to their score, one number for each head.</summary>
/// <remarks>
/// Three maps, with layer norm and ReLU between them, so that it gives numbers for distances that training did not have. All heads share
/// the hidden layers. The paper's distance has two axes; in a text there is one.
/// </remarks>
/// <param name="log">Whether distances pass through sign(x)·log(1 + |x|) first.</param>
/// <param name="width">Hidden units, in a layer that makes its own weights.</param>
public sealed class DynamicPositionBias(bool log = false, long width = 16) : Bias, ICataloged<DynamicPositionBias>
{
    private const double NoDivisionByZero = 1e-5;
    private readonly long width = width >= 1 ? width
        : throw new ArgumentOutOfRangeException(nameof(width), width, "The hidden layers have at least one unit.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "dynamic-position-bias",
        Name = "Dynamic position bias (CrossFormer)",
        Cite = new("Wang et al.", "CrossFormer: A Versatile Vision Transformer Hinging on Cross-scale Attention", 2021, "arXiv:2108.00154"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d + f(i − j)) vⱼ,  f(x) = W₃ relu(norm(W₂ relu(norm(W₁x + b₁)) + b₂)) + b₃",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d} + f(i - j)\right) v_j,\quad f = W_3\, "
            + @"\mathrm{relu} \circ \mathrm{norm} \circ W_2\, \mathrm{relu} \circ \mathrm{norm} \circ W_1",
        Cost = new("n²(d + w)", "n²", "nd"),
        Witness = new("dynamic-position-bias",
            0.507605, -0.106815, -0.418703, 0.455299, 0.395404, -0.333323,
            -0.117982, 0.431518, 0.221106, -0.396658, 0.109031, 0.305913),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Relative, Learns = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals =>
    [
        new("w1", $"W={width} 1", RoleKind.Parameter, "from the distance to the first hidden layer"),
        .. Hidden(1),
        new("w2", "W W", RoleKind.Parameter, "from the first hidden layer to the second"),
        .. Hidden(2),
        new("w3", "H W", RoleKind.Parameter, "from the second hidden layer to what a head adds"),
        new("b3", "H", RoleKind.Parameter, "is added for each head") { Start = RoleStart.Zero },
    ];

    /// <inheritdoc />
    public override Tensor Of(Meeting meeting)
    {
        var inputs = meeting.Inputs;
        var far = inputs.Places.Distance(torch.float64);                                   // (N, M)
        if (log) far = far.sign() * far.abs().log1p();
        var hidden = Through(far.to(meeting.Scores.dtype).unsqueeze(-1), 1);
        return (Through(hidden, 2).matmul(inputs["w3"].t()) + inputs["b3"]).permute(2, 0, 1);                  // (H, N, M)

        Tensor Through(Tensor x, int layer)
        {
            x = x.matmul(inputs[$"w{layer}"].t()) + inputs[$"b{layer}"];
            var centred = x - x.mean([-1], true);
            var normed = centred / (centred.square().mean([-1], true) + NoDivisionByZero).sqrt();
            return (normed * inputs[$"gain{layer}"] + inputs[$"shift{layer}"]).relu();
        }
    }

    private static Role[] Hidden(int layer) =>
    [
        new($"b{layer}", "W", RoleKind.Parameter, "is added there"),
        new($"gain{layer}", "W", RoleKind.Parameter, "weighs its normed units") { Start = RoleStart.One },
        new($"shift{layer}", "W", RoleKind.Parameter, "is added to these") { Start = RoleStart.Zero },
    ];
}
