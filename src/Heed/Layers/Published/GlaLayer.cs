namespace Heed.Layers;

/// <summary>
/// Gated linear attention as its authors train it: the decay of each channel comes from a map of low rank and is slow at first, and what is
/// read is normalised for each head and gated.
/// </summary>
/// <remarks>
/// The decay is the sixteenth root of a sigmoid, so that a sigmoid of one half forgets 4% a token. The gate is x·σ(x). There is no
/// convolution, and queries and keys are neither normalised nor activated.
/// </remarks>
/// <param name="eps">Added to the mean square in the norm.</param>
public sealed class GlaLayer(double eps = 1e-5) : PublishedLayer("gla", Read, []), ICataloged<GlaLayer>
{
    private const double Root = 16;

    private static readonly Role[] Read =
    [
        .. Role.QueryKeyValue,
        new("decay_low", "B M E=16", RoleKind.Token, "a few numbers of which decays are made"),
        new("decay_up", "H Dk E", RoleKind.Parameter, "the map of them to channels, (out, in)"),
        new("decay_bias", "H Dk", RoleKind.Parameter, "what is added before the sigmoid") { Start = RoleStart.Zero },
        Round.Gate, Round.Norm,
    ];

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "layer:gla",
        Name = "Layer of gated linear attention",
        Cite = new("Yang et al.", "Gated Linear Attention Transformers with Hardware-Efficient Training", 2023, "arXiv:2312.06635"),
        Formula = "yₜ = rms(oₜ)⊙γ⊙silu(gₜ),  o = gla(q, k, v, α),  αₜ = σ(W₂W₁xₜ + b)^{1/16}",
        Tex = @"y_t = \mathrm{rms}(o_t) \odot \gamma \odot \mathrm{silu}(g_t),\quad o = \mathrm{gla}(q, k, v, \alpha),\quad "
            + @"\alpha_t = \sigma(W_2 W_1 x_t + b)^{1/16}",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
    };

    /// <inheritdoc />
    public override string Source => "fla-org/flash-linear-attention, fla/layers/gla.py";

    /// <inheritdoc />
    protected override SignalSet OfRule(Inputs given, SignalSet x, long first)
    {
        var decay = Round.Raised(x["decay_low"], x["decay_up"]) + x["decay_bias"].unsqueeze(1);
        return new()
        {
            ["q"] = x["q"],
            ["k"] = x["k"],
            ["v"] = x["v"],
            ["log_decay"] = torch.nn.functional.logsigmoid(decay) / Root,
        };
    }

    /// <inheritdoc />
    protected override Tensor After(Inputs given, SignalSet x, Tensor said) =>
        Round.Normal(said, eps, -1) * x["norm"] * Round.Silu(x["gate"]);
}
