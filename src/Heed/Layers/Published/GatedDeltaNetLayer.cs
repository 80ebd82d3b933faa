namespace Heed.Layers;

/// <summary>
/// Gated DeltaNet as its authors train it: short convolutions and an activation of queries, keys and values, queries and keys of length
/// one, a decay that is a step of Mamba-2, and a norm and a gate of what is read.
/// </summary>
/// <remarks>
/// How fast a head forgets is spread between 0 and 16 at first, and steps between a thousandth and a tenth. The gate is x·σ(x). With
/// <c>negative</c> a strength lies between zero and two.
/// </remarks>
/// <param name="negative">Whether strengths reach two.</param>
/// <param name="eps">Added to the mean square in the norm.</param>
public sealed class GatedDeltaNetLayer(bool negative = false, double eps = 1e-5)
    : PublishedLayer("gated-delta-net", Read, ["q", "k", "v"]), ICataloged<GatedDeltaNetLayer>
{
    private static readonly Role[] Read =
    [
        .. Role.QueryKeyValue,
        new("step", "B H M", RoleKind.Token, "how long a token takes to pass, before log(1 + eˣ)"),
        Round.Beta, Round.Rate(0, 16), Round.StepBias("H"), Round.Gate, Round.Norm,
    ];

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "layer:gated-delta-net",
        Name = "Layer of Gated DeltaNet",
        Cite = new("Yang, Kautz and Hatamizadeh", "Gated Delta Networks: Improving Mamba2 with Delta Rule", 2024, "arXiv:2412.06464"),
        Formula = "yₜ = rms(oₜ)⊙γ⊙silu(gₜ),  o = gated-delta-net(q̂, k̂, ṽ, α, β),  αₜ = exp(−e^A log(1 + e^{δₜ + b})),  q̂ = q̃/‖q̃‖,  "
            + "q̃ = silu(conv₄(q))",
        Tex = @"y_t = \mathrm{rms}(o_t) \odot \gamma \odot \mathrm{silu}(g_t),\quad "
            + @"\alpha_t = \exp\left(-e^A \log(1 + e^{\delta_t + b})\right),\quad \hat q = \tilde q / \|\tilde q\|,\quad "
            + @"\tilde q = \mathrm{silu}(\mathrm{conv}_4(q))",
        Cost = new("ncd + nd²", "nd + d²", "d² + 9d"),
    };

    /// <inheritdoc />
    public override string Source => "fla-org/flash-linear-attention, fla/layers/gated_deltanet.py";

    /// <inheritdoc />
    protected override SignalSet OfRule(Inputs given, SignalSet x, long first)
    {
        var step = torch.nn.functional.softplus(x["step"] + x["step_bias"].unsqueeze(1));
        return new()
        {
            ["q"] = Round.Unit(x["q"]),
            ["k"] = Round.Unit(x["k"]),
            ["v"] = x["v"],
            ["log_decay"] = -(x["rate"].exp().unsqueeze(1) * step),
            ["beta"] = negative ? 2 * x["beta"] : x["beta"],
        };
    }

    /// <inheritdoc />
    protected override Tensor After(Inputs given, SignalSet x, Tensor said) =>
        Round.Normal(said, eps, -1) * x["norm"] * Round.Silu(x["gate"]);
}
