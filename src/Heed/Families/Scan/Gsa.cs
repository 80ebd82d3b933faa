namespace Heed.Scan;

/// <summary>A few slots hold keys and values that fade and are written as much as the token says; a query reads them by softmax.</summary>
/// <remarks>What a slot takes in is what it forgets, so its weights sum to less than one while it fills.</remarks>
/// <param name="scale">What dot products are multiplied by; 1/√d when not given.</param>
public sealed class Gsa(double? scale = null) : ScanMechanism, ICataloged<Gsa>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "gsa",
        Name = "Gated slot attention",
        Cite = new("Zhang et al.", "Gated Slot Attention for Efficient Linear-Time Sequence Modeling", 2024, "arXiv:2409.07146"),
        Formula = "K̃ₜ = diag(αₜ)K̃ₜ₋₁ + (1 − αₜ)kₜᵀ,  Ṽₜ = diag(αₜ)Ṽₜ₋₁ + (1 − αₜ)vₜᵀ,  oₜ = Ṽₜᵀ softmax(K̃ₜqₜ / √d)",
        Tex = @"\tilde K_t = \mathrm{diag}(\alpha_t) \tilde K_{t-1} + (1 - \alpha_t) k_t^\top,\quad "
            + @"\tilde V_t = \mathrm{diag}(\alpha_t) \tilde V_{t-1} + (1 - \alpha_t) v_t^\top,\quad "
            + @"o_t = \tilde V_t^\top \mathrm{softmax}(\tilde K_t q_t / \sqrt d)",
        Cost = new("nrd", "nd + rd", "2rd"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsCausal = true, IsOrdered = true, Streams = true, HidesKeys = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        .. Role.QueryKeyValue,
        new("log_decay", "B H M S=64", RoleKind.Token, "the logarithm of what each slot keeps") { Range = RoleRange.Negative },
    ];

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } = [new("state_k", "B H Dk S"), new("state_v", "B H S Dv")];

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        inputs.RequireEqualWidths();
        var (k, v) = (inputs.Share(inputs.K).transpose(-2, -1), inputs.Share(inputs.V));                   // (B, H, D, 1), (B, H, 1, Dv)
        var logarithm = inputs["log_decay"];                                               // (B, H, 1, S)
        var (kept, taken) = (logarithm.exp(), -logarithm.expm1());
        state["state_k"] = (kept * state["state_k"]) + (taken * k);
        state["state_v"] = (kept.transpose(-2, -1) * state["state_v"]) + (taken.transpose(-2, -1) * v);
        var scores = inputs.Q.matmul(state["state_k"]) * (scale ?? 1 / Math.Sqrt(inputs.WidthK));
        return scores.softmax(-1).matmul(state["state_v"]);
    }
}
