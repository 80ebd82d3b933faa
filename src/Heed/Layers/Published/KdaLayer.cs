namespace Heed.Layers;

/// <summary>
/// Kimi Delta Attention as its authors train it: short convolutions and an activation of queries, keys and values, queries and keys of
/// length one, decays and gates from maps of low rank, and a norm and a gate of what is read.
/// </summary>
/// <remarks>
/// How fast a head forgets is spread between 1 and 16 at first, and the steps of its channels between a thousandth and a tenth. The gate is
/// a sigmoid.
/// </remarks>
/// <param name="negative">Whether strengths reach two.</param>
/// <param name="eps">Added to the mean square in the norm.</param>
public sealed class KdaLayer(bool negative = false, double eps = 1e-5)
    : PublishedLayer("kda", Read, ["q", "k", "v"]), ICataloged<KdaLayer>
{
    private static readonly Role[] Read =
    [
        .. Role.QueryKeyValue,
        new("step_low", "B M E", RoleKind.Token, "a few numbers of which the steps of channels are made"),
        new("step_up", "H Dk E", RoleKind.Parameter, "the map of them to channels, (out, in)"),
        new("gate_low", "B N S", RoleKind.Token, "a few numbers of which gates are made"),
        new("gate_up", "H Dv S", RoleKind.Parameter, "the map of them to parts of a value, (out, in)"),
        new("gate_bias", "H Dv", RoleKind.Parameter, "what is added before the sigmoid") { Start = RoleStart.Zero },
        Round.Beta, Round.Rate(1, 16), Round.StepBias("H Dk"), Round.Norm,
    ];

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "layer:kda",
        Name = "Layer of Kimi Delta Attention",
        Cite = new("Kimi Team", "Kimi Linear: An Expressive, Efficient Attention Architecture", 2025, "arXiv:2510.26692"),
        Formula = "yₜ = rms(oₜ)⊙γ⊙σ(gₜ),  o = kda(q̂, k̂, ṽ, α, β),  αₜ = exp(−e^A log(1 + e^{δₜ + b})),  q̂ = q̃/‖q̃‖,  "
            + "q̃ = silu(conv₄(q))",
        Tex = @"y_t = \mathrm{rms}(o_t) \odot \gamma \odot \sigma(g_t),\quad "
            + @"\alpha_t = \exp\left(-e^A \log(1 + e^{\delta_t + b})\right),\quad \hat q = \tilde q / \|\tilde q\|,\quad "
            + @"\tilde q = \mathrm{silu}(\mathrm{conv}_4(q))",
        Cost = new("ncd + nd²", "nd + d²", "d² + 9d"),
    };

    /// <inheritdoc />
    public override string Source => "fla-org/flash-linear-attention, fla/layers/kda.py";

    /// <inheritdoc />
    protected override SignalSet OfRule(Inputs given, SignalSet x, long first)
    {
        var step = torch.nn.functional.softplus(Round.Raised(x["step_low"], x["step_up"]) + x["step_bias"].unsqueeze(1));
        return new()
        {
            ["q"] = Round.Unit(x["q"]),
            ["k"] = Round.Unit(x["k"]),
            ["v"] = x["v"],
            ["log_decay"] = -(x["rate"].exp().unsqueeze(1).unsqueeze(1) * step),
            ["beta"] = negative ? 2 * x["beta"] : x["beta"],
        };
    }

    /// <inheritdoc />
    protected override Tensor After(Inputs given, SignalSet x, Tensor said) => Round.Normal(said, eps, -1) * x["norm"]
        * (Round.Raised(x["gate_low"], x["gate_up"]) + x["gate_bias"].unsqueeze(1)).sigmoid();
}
