namespace Heed.Pairwise.Mixing;

/// <summary>Heads speak to one another twice: their scores are mixed before the softmax, and their weights after it.</summary>
public sealed class TalkingHeads : HeadMixing, ICataloged<TalkingHeads>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "talking-heads",
        Name = "Talking-heads attention",
        Cite = new("Shazeer et al.", "Talking-Heads Attention", 2020, "arXiv:2003.02436"),
        Formula = "A = P_post softmax(P_pre S), over heads",
        Tex = @"A_h = \sum_g P^{\mathrm{post}}_{hg}\, \mathrm{softmax}\Bigl(\sum_f P^{\mathrm{pre}}_{gf} S_f\Bigr)",
        Cost = new("n²d + n²H", "n²", "nd"),
        Witness = new("talking-heads",
            0.0685803, -0.00998893, -0.0602666, 0.0601484, -0.147025, 0.100988,
            0.0629735, -0.1534, 0.133874, -0.200453, 0.0329617, 0.173019),
    };

    /// <inheritdoc />
    public override string? NoKernel =>
        "talking-heads mixes the scores and the weights of several heads, and a kernel has one head at a time";

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { MixesScores = true, ChangesSums = true, MayBeNegative = true, Learns = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
    [
        new("w_pre", "H H", RoleKind.Parameter, "mixes the scores of the heads, (out, in)") { Start = RoleStart.Identity },
        new("w_post", "H H", RoleKind.Parameter, "mixes the weights of the heads, (out, in)") { Start = RoleStart.Identity },
    ];

    /// <inheritdoc />
    public override Tensor MixScores(Inputs inputs, Tensor scores) => Mix(inputs.Signals["w_pre"], scores);

    /// <inheritdoc />
    public override Tensor MixWeights(Inputs inputs, Tensor weights) => Mix(inputs.Signals["w_post"], weights);

    private static Tensor Mix(Tensor mixing, Tensor maps) => mixing.matmul(maps.flatten(2)).view(maps.shape);
}
