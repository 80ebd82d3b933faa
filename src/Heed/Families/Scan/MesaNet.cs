namespace Heed.Scan;

/// <summary>
/// Every token reads the linear map that fits the keys and values so far best: the least squares are solved anew at each step.
/// </summary>
/// <remarks>Solved exactly; its authors use some steps of conjugate gradients.</remarks>
/// <param name="scale">What queries are multiplied by.</param>
public sealed class MesaNet(double scale = 1) : ScanMechanism, ICataloged<MesaNet>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "mesa-net",
        Name = "MesaNet",
        Cite = new("von Oswald et al.", "MesaNet: Sequence Modeling by Locally Optimal Test-Time Training", 2025, "arXiv:2506.05233"),
        Formula = "Hₜ = αₜHₜ₋₁ + βₜkₜkₜᵀ,  Gₜ = αₜGₜ₋₁ + βₜkₜvₜᵀ,  oₜ = Gₜᵀ(Hₜ + diag(λ))⁻¹qₜ",
        Tex = @"H_t = \alpha_t H_{t-1} + \beta_t k_t k_t^\top,\quad G_t = \alpha_t G_{t-1} + \beta_t k_t v_t^\top,\quad "
            + @"o_t = G_t^\top (H_t + \mathrm{diag}(\lambda))^{-1} q_t",
        Cost = new("nd³", "nd + d²", "2d²"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        .. Role.QueryKeyValue.Select(r => r.Kind == RoleKind.Value ? r : r with { Range = RoleRange.UnitVector }),
        new("beta", "B H M", RoleKind.Token, "how strongly a token is written") { Range = RoleRange.Unit },
        new("log_decay", "B H M", RoleKind.Token, "the logarithm of what is kept of the memory") { Range = RoleRange.Negative },
        new("lam", "H Dk", RoleKind.Parameter,
            "how reluctantly each feature is fitted") { Range = RoleRange.Positive, Start = RoleStart.One },
    ];

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } = [new("keys", "B H Dk Dk"), new("state", "B H Dk Dv")];

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        inputs.RequireEqualWidths();
        var (k, v) = (inputs.Share(inputs.K), inputs.Share(inputs.V));                     // (B, H, 1, D), (B, H, 1, Dv)
        var kept = inputs["log_decay"].unsqueeze(-1).exp();                                // (B, H, 1, 1)
        var written = inputs["beta"].unsqueeze(-1) * k.transpose(-2, -1);                  // (B, H, D, 1)
        state["keys"] = (kept * state["keys"]) + (written * k);
        state["state"] = (kept * state["state"]) + (written * v);
        var reluctance = inputs["lam"].unsqueeze(-1) * torch.eye(k.shape[3], dtype: k.dtype);                    // (H, D, D)
        var asked = torch.linalg.solve(state["keys"] + reluctance, scale * inputs.Q.transpose(-2, -1));                // (B, H, D, 1)
        return asked.transpose(-2, -1).matmul(state["state"]);
    }
}
