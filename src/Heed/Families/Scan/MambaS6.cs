namespace Heed.Scan;

/// <summary>Every channel has a small state of its own, which fades and is written as fast as the token says: the core of Mamba.</summary>
/// <remarks>
/// Steps delta are given as they are used, above zero; the published softplus before, the gate z after and the convolution are left out.
/// </remarks>
public sealed class MambaS6 : ScanMechanism, ICataloged<MambaS6>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "mamba-s6",
        Name = "Selective state space (Mamba's S6)",
        Cite = new("Gu and Dao", "Mamba: Linear-Time Sequence Modeling with Selective State Spaces", 2023, "arXiv:2312.00752"),
        Formula = "hₜ = e^{δₜA}⊙hₜ₋₁ + δₜuₜbₜ,  yₜ = cₜ·hₜ + d uₜ  for each channel",
        Tex = @"h_t = e^{\delta_t A} \odot h_{t-1} + \delta_t u_t b_t,\quad y_t = c_t \cdot h_t + d\,u_t \quad \text{for each channel}",
        Cost = new("nds", "nd + ds", "ds"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("u", "B C N", RoleKind.Value, "what is read"),
        new("delta", "B C N", RoleKind.Token, "how large a step each channel takes") { Range = RoleRange.Positive },
        new("a", "C S=16", RoleKind.Parameter, "how fast each number of the state fades") { Range = RoleRange.Negative },
        new("b", "B S N", RoleKind.Key, "where a token is written"),
        new("c", "B S N", RoleKind.Query, "where it reads"),
        new("d", "C", RoleKind.Parameter, "how much of each channel passes by the state") { Start = RoleStart.One },
    ];

    /// <inheritdoc />
    public override string OutputShape => "B C N";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.PerChannel;

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } = [new("state", "B C S")];

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        var (u, delta) = (inputs["u"], inputs["delta"]);                                   // (B, C, 1)
        state["state"] = ((delta * inputs["a"]).exp() * state["state"]) + (delta * u * inputs["b"].transpose(1, 2));    // (B, C, S)
        return state["state"].matmul(inputs["c"]) + (inputs["d"].unsqueeze(-1) * u);       // (B, C, 1)
    }
}
