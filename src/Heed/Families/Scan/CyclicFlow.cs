namespace Heed.Scan;

/// <summary>
/// The past lies on a circle of a few slots that turns as fast as each token says: a query first asks which times matter, then reads those.
/// </summary>
/// <remarks>
/// A token stands where the clock has turned to since it was written, between slots where that is no whole number. Both memories hold the
/// circle as its waves, so that turning it costs nothing. Queries and keys are normalised inside. The weights of a row do not sum to one:
/// the softmax runs over the slots.
/// </remarks>
/// <param name="eps">Added to the mean square in the norms.</param>
public sealed class CyclicFlow(double eps = 1e-5) : ScanMechanism, ICataloged<CyclicFlow>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "cyclic-flow",
        Name = "Cyclic flow attention (CyFA)",
        Cite = new("Chen, Yang and Hu", "CyFA: Linear Sequence Modeling with Relative-Time-Partitioned Memory", 2026, "arXiv:2609.36259"),
        Formula = "oᵢ = Σⱼ≤ᵢ sᵢⱼ (pᵢᵀR D(xᵢ − xⱼ)) vⱼ,  pᵢ = softmax(Σⱼ≤ᵢ sᵢⱼ (qᵢ·kⱼ / √d) R D(xᵢ − xⱼ)),  sᵢⱼ = βⱼαⱼ₊₁⋯αᵢ,  "
            + "xᵢ = δ₁ + ⋯ + δᵢ",
        Tex = @"o_i = \sum_{j \le i} s_{ij} \left(p_i^\top R\, D(x_i - x_j)\right) v_j,\quad "
            + @"p_i = \mathrm{softmax}\left(\sum_{j \le i} s_{ij} \tfrac{q_i \cdot k_j}{\sqrt d} R\, D(x_i - x_j)\right),\quad "
            + @"s_{ij} = \beta_j \alpha_{j+1} \cdots \alpha_i,\quad x_i = \delta_1 + \dots + \delta_i",
        Cost = new("nrd + nr²", "nd + rd", "2rd"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        .. Role.QueryKeyValue,
        new("log_decay", "B H M", RoleKind.Token, "the logarithm of what is kept of the memory") { Range = RoleRange.Negative },
        new("delta", "B H M", RoleKind.Token, "how far the clock turns at a token") { Range = RoleRange.Unit },
        new("beta", "B H M", RoleKind.Token, "how strongly a token is written") { Range = RoleRange.Unit },
        new("readout", "H S=5 S=5", RoleKind.Parameter, "which slots each question about time reads; an odd number"),
        new("gamma_q", "Dk", RoleKind.Parameter, "how far each feature of a query is stretched") { Start = RoleStart.One },
        new("gamma_k", "Dk", RoleKind.Parameter, "how far each feature of a key is stretched") { Start = RoleStart.One },
    ];

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } =
        [new("state_k", "B H Dk S+1"), new("state_v", "B H S+1 Dv"), new("clock", "B H")];

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        inputs.RequireEqualWidths();
        var slots = Odd(inputs);
        state["clock"] = state["clock"] + inputs["delta"].squeeze(2);
        var turned = Circle.Angle(state["clock"], slots);                                         // (B, H, 1, P)
        var kept = inputs["log_decay"].exp().unsqueeze(-1);                                // (B, H, 1, 1)
        var (k, v) = (Normal(inputs.Share(inputs.K), inputs["gamma_k"]), inputs.Share(inputs.V));
        var written = inputs["beta"].unsqueeze(-1) * Circle.Waves(-turned, slots);                // (B, H, 1, S+1)
        state["state_k"] = (kept * state["state_k"]) + (k.transpose(-2, -1) * written);
        state["state_v"] = (kept * state["state_v"]) + (written.transpose(-2, -1) * v);
        var asked = Normal(inputs.Q, inputs["gamma_q"]) / Math.Sqrt(inputs.WidthK);
        var readout = inputs["readout"].matmul(Circle.Slots(slots, v));                         // (H, S, S+1)
        var times = Turning.Of(asked.matmul(state["state_k"]), turned).matmul(readout.transpose(-2, -1)).softmax(-1);
        return Turning.Of(times.matmul(readout), -turned).matmul(state["state_v"]);
    }

    private static long Odd(Inputs inputs) => inputs.Sizes["S"] is var slots && slots % 2 == 1 ? slots
        : throw new ArgumentException($"'readout' is of {slots} slots: a circle has an odd number of them.", "readout");

    private Tensor Normal(Tensor x, Tensor gamma) => x / (x.square().mean([-1], true) + eps).sqrt() * gamma;
}
