namespace Heed.Scan;

/// <summary>
/// Each part of the memory fades at its own rate and is then moved towards the key, by what the memory does not yet make of the value.
/// </summary>
/// <remarks>
/// The delta rule with keys and values exchanged in the correction, which is Oja's rule for a memory. It is not linear in the values, which
/// should have length one.
/// </remarks>
/// <param name="scale">What queries are multiplied by; 1/√d when not given.</param>
public sealed class GatedOja(double? scale = null) : ScanMechanism, ICataloged<GatedOja>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "gated-oja",
        Name = "Gated Oja's rule",
        Cite = new("Oja", "A simplified neuron model as a principal component analyzer", 1982, "doi:10.1007/BF00275687"),
        Formula = "S ← Sₜ₋₁diag(αₜ),  Sₜ = S + βₜ(kₜ − Svₜ)vₜᵀ,  oₜ = Sₜᵀqₜ / √d",
        Tex = @"S \leftarrow S_{t-1}\,\mathrm{diag}(\alpha_t),\quad S_t = S + \beta_t (k_t - S v_t) v_t^\top,\quad "
            + @"o_t = S_t^\top q_t / \sqrt d",
        Cost = new("nd²", "nd + d²", "d²"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new()
    {
        IsCausal = true,
        IsOrdered = true,
        Streams = true,
        MayBeNegative = true,
        HidesKeys = false,
        IsLinearInValues = false,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        .. Role.QueryKeyValue.Select(r => r.Kind == RoleKind.Value ? r with { Range = RoleRange.UnitVector } : r),
        new("beta", "B H M", RoleKind.Token, "how strongly a token is written") { Range = RoleRange.Unit },
        new("log_decay", "B H M Dv", RoleKind.Token,
            "the logarithm of what is kept of each part of the memory") { Range = RoleRange.Negative },
        new("initial_state", "B H Dk Dv", RoleKind.State, "the memory before the first token") { Optional = true },
    ];

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } = [new("state", "B H Dk Dv")];

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        inputs.RequireEqualWidths();
        var (k, v) = (inputs.Share(inputs.K).transpose(-2, -1), inputs.Share(inputs.V));                   // (B, H, D, 1), (B, H, 1, Dv)
        var kept = inputs["log_decay"].exp() * state["state"];
        var missing = k - kept.matmul(v.transpose(-2, -1));                                // (B, H, D, 1)
        state["state"] = kept + (missing * (inputs["beta"].unsqueeze(-1) * v));
        return (inputs.Q * (scale ?? 1 / Math.Sqrt(inputs.WidthK))).matmul(state["state"]);
    }
}
