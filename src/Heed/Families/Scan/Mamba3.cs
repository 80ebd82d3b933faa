namespace Heed.Scan;

/// <summary>
/// Mamba with a memory of outer products: each step is written half with the token before it, and keys and queries turn as time goes by.
/// </summary>
/// <remarks>
/// Queries, keys and values are the C, B and x of the paper after their norms; steps are given as they are used, above zero, trap before
/// its sigmoid and angles before tanh. Adjacent features turn together. The skip d and the gate z may be left out.
/// </remarks>
/// <param name="scale">What queries are multiplied by.</param>
public sealed class Mamba3(double scale = 1) : ScanMechanism, ICataloged<Mamba3>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "mamba3",
        Name = "Mamba-3",
        Cite = new("Lahoti et al.", "Mamba-3: Improved Sequence Modeling using State Space Principles", 2026, "arXiv:2603.15569"),
        Formula = "Sₜ = αₜSₜ₋₁ + (1 − λₜ)δₜαₜkₜ₋₁vₜ₋₁ᵀ + λₜδₜkₜvₜᵀ,  oₜ = Sₜᵀqₜ + d vₜ,  q and k turned by Σ δπ tanh(angle)",
        Tex = @"S_t = \alpha_t S_{t-1} + (1 - \lambda_t) \delta_t \alpha_t k_{t-1} v_{t-1}^\top + \lambda_t \delta_t k_t v_t^\top,\quad "
            + @"o_t = S_t^\top q_t + d\, v_t",
        Cost = new("ncd + nd²", "nd + d²", "d² + 3d"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("q", "B G N Dk", RoleKind.Query, "what asks"),
        new("k", "B G N Dk", RoleKind.Key, "under what a token is written"),
        new("v", "B H N Dv", RoleKind.Value, "what is read"),
        new("log_decay", "B H N", RoleKind.Token, "the logarithm of what is kept of the memory") { Range = RoleRange.Negative },
        new("dt", "B H N", RoleKind.Token, "how long a step is") { Range = RoleRange.Positive },
        new("trap", "B H N", RoleKind.Token, "how much of a step is the token's own, before the sigmoid"),
        new("q_bias", "H Dk", RoleKind.Parameter, "what is added to queries") { Start = RoleStart.One },
        new("k_bias", "H Dk", RoleKind.Parameter, "what is added to keys") { Start = RoleStart.One },
        new("angles", "B H N A=2", RoleKind.Token, "how fast each pair of features turns, before tanh"),
        new("d", "H", RoleKind.Parameter, "how much of each head passes by the memory") { Optional = true, Start = RoleStart.One },
        new("z", "B H N Dv", RoleKind.Token, "how much of the result is let through, before x·σ(x)") { Optional = true },
        new("initial_state", "B H Dk Dv", RoleKind.State, "the memory before the first token") { Optional = true },
        new("initial_angle", "B H A", RoleKind.State, "how far pairs of features had turned") { Optional = true },
        new("initial_k", "B H Dk", RoleKind.State, "the last key, turned") { Optional = true },
        new("initial_v", "B H Dv", RoleKind.State, "the last value") { Optional = true },
    ];

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } =
        [new("state", "B H Dk Dv"), new("angle_state", "B H A"), new("k_state", "B H Dk"), new("v_state", "B H Dv")];

    /// <inheritdoc />
    protected override SignalSet Start(Inputs inputs)
    {
        var start = base.Start(inputs);
        foreach (var name in (string[])["angle", "k", "v"])
            if (inputs.Signals.Find($"initial_{name}") is { } given) start[$"{name}_state"] = given;
        return start;
    }

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        var (v, step) = (inputs["v"], inputs["dt"].unsqueeze(-1));                         // (B, H, 1, Dv), (B, H, 1, 1)
        var (kept, own) = (inputs["log_decay"].unsqueeze(-1).exp(), inputs["trap"].unsqueeze(-1).sigmoid());
        var angle = (state["angle_state"] + (step * Math.PI * inputs["angles"].tanh()).squeeze(2)).remainder(2 * Math.PI);
        var (q, k) = (Turned(inputs.Share(inputs["q"]), "q_bias"), Turned(inputs.Share(inputs["k"]), "k_bias"));
        var before = state["k_state"].unsqueeze(-1) * state["v_state"].unsqueeze(2);       // (B, H, Dk, Dv)
        state["state"] = (kept * (state["state"] + ((1 - own) * step * before))) + (own * step * (k.transpose(-2, -1) * v));
        (state["angle_state"], state["k_state"], state["v_state"]) = (angle, k.squeeze(2), v.squeeze(2));
        var read = (scale * q).matmul(state["state"]);
        if (inputs.Signals.Find("d") is { } passing) read = read + (passing.view(1, -1, 1, 1) * v);
        return inputs.Signals.Find("z") is { } gate ? read * torch.nn.functional.silu(gate) : read;

        Tensor Turned(Tensor x, string bias) => Turning.Of(x + inputs[bias].unsqueeze(1), angle.unsqueeze(2));
    }
}
