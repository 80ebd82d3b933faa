namespace Heed.Layers;

/// <summary>
/// The time mixing of RWKV-7 as its authors train it: every input is a blend of a token with the one before, decays, rates and gates come
/// from maps of low rank, and what is read is normalised for each head, joined by the current token, and gated.
/// </summary>
/// <remarks>
/// It is the first layer: the blend of later layers' values with those of the first is left out. Blends, biases and factors start by
/// channel and layer as the authors have them; the three maps start normal instead of orthogonal.
/// </remarks>
/// <param name="layerIndex">Which layer it is, from 0: what starts depend on.</param>
/// <param name="numLayers">How many layers there are.</param>
/// <param name="eps">Times the width of a head, what is added to the variance in the norm.</param>
public sealed class Rwkv7Layer(long layerIndex = 0, long numLayers = 12, double eps = 1e-5)
    : PublishedLayer("rwkv7", Rwkv7Start.Roles(layerIndex, numLayers), [], shifted: "x"), ICataloged<Rwkv7Layer>
{
    // e^(−1/2): a channel keeps at least e to the power of minus this
    private static readonly double FastestDecay = Math.Exp(-0.5);

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "layer:rwkv7",
        Name = "Layer of RWKV-7 (time mixing)",
        Cite = new("Peng et al.", "RWKV-7 \"Goose\" with Expressive Dynamic State Evolution", 2025, "arXiv:2503.14456"),
        Formula = "yₜ = (norm(oₜ) + (rₜ·(ρ⊙kₜ))vₜ)⊙gₜ,  o = rwkv7(r, k, v, α, −κ̂, κ̂⊙a),  κ̂ = κ/‖κ‖,  "
            + "r = W(x + μ⊙(xₜ₋₁ − xₜ)), and so for k, v, α, a, g",
        Tex = @"y_t = \left(\mathrm{norm}(o_t) + (r_t \cdot (\rho \odot k_t)) v_t\right) \odot g_t,\quad "
            + @"o = \mathrm{rwkv7}(r, k, v, \alpha, -\hat\kappa, \hat\kappa \odot a),\quad r_t = W(x_t + \mu \odot (x_{t-1} - x_t))",
        Cost = new("ncd + nd²", "nd + d²", "d² + d"),
    };

    /// <inheritdoc />
    public override string Source => "fla-org/flash-linear-attention, fla/layers/rwkv7.py, and BlinkDL/RWKV-LM";

    /// <inheritdoc />
    protected override SignalSet OfRule(Inputs given, SignalSet x, long first)
    {
        var decay = Round.Raised(Low("decay").tanh(), x["decay_up"]) + Each("decay_bias");
        var rate = (Round.Raised(Low("rate"), x["rate_up"]) + Each("rate_bias")).sigmoid();
        var key = Round.Raised(Blend("k"), x["w_k"]);
        var removed = Round.Unit(key * Each("removal"));
        x["r"] = Round.Raised(Blend("r"), x["w_r"]);
        x["key"] = key * (1 + ((rate - 1) * Each("replacement")));
        x["value"] = Round.Raised(Blend("v"), x["w_v"]);
        x["gate"] = Round.Raised(Low("gate").sigmoid(), x["gate_up"]);
        return new()
        {
            ["q"] = x["r"],
            ["k"] = x["key"],
            ["v"] = x["value"],
            ["log_decay"] = -FastestDecay * decay.sigmoid(),
            ["a"] = -removed,
            ["b"] = removed * rate,
        };

        Tensor Blend(string of) => x["x"] + (x[$"blend_{of}"] * (x[Previous] - x["x"]));

        Tensor Low(string of) => Blend(of).matmul(x[$"{of}_down"].t());

        Tensor Each(string name) => x[name].unsqueeze(1);                                  // (H, 1, D)
    }

    /// <inheritdoc />
    protected override Tensor After(Inputs given, SignalSet x, Tensor said)
    {
        var centred = Round.Normal(said - said.mean([-1], true), eps * said.shape[3], -1);
        var normal = (centred * x["norm"].unsqueeze(1)) + x["norm_bias"].unsqueeze(1);
        var own = (x["r"] * x["key"] * x["bonus"].unsqueeze(1)).sum(-1, true) * x["value"];
        return (normal + own) * x["gate"];
    }
}
