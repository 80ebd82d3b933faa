namespace Heed.Layers;

/// <summary>
/// Mamba-2 as its authors train it: one C and one B for all heads, short convolutions and an activation of C, B and X, a step of time for
/// each token and head, a skip of X, a gate, and a norm over all heads together.
/// </summary>
/// <remarks>
/// How fast a head forgets is spread between 1 and 16 at first, and steps between a thousandth and a tenth. The gate is x·σ(x), and stands
/// before the norm.
/// </remarks>
/// <param name="eps">Added to the mean square in the norm.</param>
public sealed class Mamba2Layer(double eps = 1e-5)
    : PublishedLayer("mamba2-ssd", Read, ["c", "b", "x"], withBias: true), ICataloged<Mamba2Layer>
{
    private static readonly Role[] Read =
    [
        new("c", "B 1 N Dk", RoleKind.Query, "what asks, in all heads"),
        new("b", "B 1 M Dk", RoleKind.Key, "under what a token is written, in all heads"),
        new("x", "B H M Dv", RoleKind.Value, "what is written"),
        new("step", "B H M", RoleKind.Token, "how long a token takes to pass, before log(1 + eˣ)"),
        Round.Rate(1, 16), Round.StepBias("H"), Round.Gate,
        new("skip", "H", RoleKind.Parameter, "how much of the token itself is added to what it reads") { Start = RoleStart.One },
        new("norm", "H Dv", RoleKind.Parameter, "how far each part is stretched once it is normalised") { Start = RoleStart.One },
    ];

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "layer:mamba2-ssd",
        Name = "Layer of Mamba-2",
        Cite = new("Dao and Gu", "Transformers are SSMs: "
            + "Generalized Models and Efficient Algorithms Through Structured State Space Duality", 2024, "arXiv:2405.21060"),
        Formula = "yₜ = rms((oₜ + D x̃ₜ)⊙silu(zₜ))⊙γ,  o = mamba2-ssd(c̃, b̃, Δx̃, α),  αₜ = e^{−e^A Δₜ},  Δₜ = log(1 + e^{δₜ + b}),  "
            + "x̃ = silu(conv₄(x))",
        Tex = @"y_t = \mathrm{rms}\left((o_t + D \tilde x_t) \odot \mathrm{silu}(z_t)\right) \odot \gamma,\quad "
            + @"\alpha_t = e^{-e^A \Delta_t},\quad \Delta_t = \log(1 + e^{\delta_t + b}),\quad "
            + @"\tilde x = \mathrm{silu}(\mathrm{conv}_4(x))",
        Cost = new("ncd + nd²", "nd + d²", "d² + 9d"),
    };

    /// <inheritdoc />
    public override string Source => "state-spaces/mamba, mamba_ssm/modules/mamba2_simple.py";

    /// <inheritdoc />
    protected override SignalSet OfRule(Inputs given, SignalSet x, long first)
    {
        var step = torch.nn.functional.softplus(x["step"] + x["step_bias"].unsqueeze(1));                  // (B, H, T)
        return new()
        {
            ["q"] = x["c"].expand(-1, given.Heads, -1, -1),
            ["k"] = x["b"].expand(-1, given.Heads, -1, -1),
            ["v"] = x["x"] * step.unsqueeze(-1),
            ["log_decay"] = -(x["rate"].exp().unsqueeze(1) * step),
        };
    }

    /// <inheritdoc />
    protected override Tensor After(Inputs given, SignalSet x, Tensor said)
    {
        var passed = said + (x["skip"].unsqueeze(-1).unsqueeze(-1) * x["x"]);
        return Round.Normal(passed * Round.Silu(x["gate"]), eps, 1, 3) * x["norm"].unsqueeze(1);
    }
}
