namespace Heed.Scan;

/// <summary>What each feature of the memory forgets is as much as it takes in, so that one gate is both the decay and the key.</summary>
/// <remarks>The paper keeps gates above a bound that rises from layer to layer; they are given here as they are used.</remarks>
/// <param name="scale">What queries are multiplied by.</param>
public sealed class Hgrn2(double scale = 1) : ScanMechanism, ICataloged<Hgrn2>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "hgrn2",
        Name = "HGRN2",
        Cite = new("Qin et al.", "HGRN2: Gated Linear RNNs with State Expansion", 2024, "arXiv:2404.07904"),
        Formula = "Sₜ = diag(αₜ)Sₜ₋₁ + (1 − αₜ)vₜᵀ,  oₜ = Sₜᵀqₜ",
        Tex = @"S_t = \mathrm{diag}(\alpha_t) S_{t-1} + (1 - \alpha_t) v_t^\top,\quad o_t = S_t^\top q_t",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("q", "B H N Dk", RoleKind.Query, "what asks"),
        new("v", "B G M Dv", RoleKind.Value, "what is read"),
        new("log_decay", "B H M Dk", RoleKind.Token,
            "the logarithm of what is kept of each feature of the memory") { Range = RoleRange.Negative },
        new("initial_state", "B H Dk Dv", RoleKind.State, "the memory before the first token") { Optional = true },
    ];

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } = [new("state", "B H Dk Dv")];

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        var logarithm = inputs["log_decay"].transpose(-2, -1);                             // (B, H, D, 1)
        state["state"] = (logarithm.exp() * state["state"]) - (logarithm.expm1() * inputs.Share(inputs.V));
        return (scale * inputs.Q).matmul(state["state"]);
    }
}
