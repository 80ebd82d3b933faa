namespace Heed.Alone;

/// <summary>What was read is put beside the question, and a second step says what of it is an answer: one map of the two gives what is
/// said, another how much of it counts.</summary>
/// <remarks>Heads are put together first, so both maps see all of them.</remarks>
/// <param name="causal">Whether a token reads only what came before it and itself.</param>
public sealed class AttentionOnAttention(bool causal = false) : AloneMechanism, ICataloged<AttentionOnAttention>
{
    private static readonly Facts Always =
        new() { MayBeNegative = true, IsLinearInValues = false, IgnoresKeyShift = true, BlindIsZero = false, KeepsHeadsApart = false };

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "attention-on-attention",
        Name = "Attention on attention (AoA)",
        Cite = new("Huang, Wang, Chen and Wei", "Attention on Attention for Image Captioning", 2019, "arXiv:1908.06954"),
        Formula = "oᵢ = σ(W_g [v̂ᵢ; qᵢ] + b_g) ⊙ (W_i [v̂ᵢ; qᵢ] + b_i),  v̂ᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ",
        Tex = @"o_i = \sigma(W_g [\hat v_i; q_i] + b_g) \odot (W_i [\hat v_i; q_i] + b_i),\quad \hat v_i = \sum_j "
            + @"\mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j",
        Cost = new("n²d + nHd²", "nd", "nd"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = Always with { IsCausal = causal, IsOrdered = causal, Streams = causal };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        .. Role.QueryKeyValue,
        new("w_i", "E Z", RoleKind.Parameter, "from what was read and the question, all heads side by side, to what is said"),
        new("b_i", "E", RoleKind.Parameter, "is added to it") { Start = RoleStart.Zero },
        new("w_g", "E Z", RoleKind.Parameter, "from the same to how much of it counts"),
        new("b_g", "E", RoleKind.Parameter, "is added before the sigmoid") { Start = RoleStart.Zero },
    ];

    /// <inheritdoc />
    public override string OutputShape => "B N E";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    public override long? SizeOf(string name, Sizes sizes) => name switch
    {
        "E" => sizes.Find("H") * sizes.Find("Dv"),
        "Z" => sizes.Find("H") * (sizes.Find("Dv") + sizes.Find("Dq")),
        _ => null,
    };

    /// <inheritdoc />
    public override string? NoSteps => causal ? null : $"'{Name}' reads what comes later, so it cannot go token by token";

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        inputs.RequireEqualWidths();
        var visible = causal ? Hidden.Join(inputs.Mask.Visible(), inputs.Places.NotLater()) : inputs.Mask.Visible();
        var k = inputs.Share(Hidden.Erase(inputs.K, inputs, visible));
        var weights = Reading.Weights(inputs, inputs.Q, k, 1 / Math.Sqrt(inputs.WidthK), visible);
        inputs.Trace?.Record("weights", weights);
        var both = torch.cat([Together(Hidden.Read(weights, inputs.Share(inputs.V), visible)), Together(inputs.Q)], -1);
        return (both.matmul(inputs["w_g"].t()) + inputs["b_g"]).sigmoid() * (both.matmul(inputs["w_i"].t()) + inputs["b_i"]);

        static Tensor Together(Tensor x) => x.transpose(1, 2).flatten(2);                  // (B, N, H·d)
    }
}
