namespace Heed.Scan;

/// <summary>
/// The memory is a linear model that is trained while the text is read, with momentum, and that forgets as much as the token says.
/// </summary>
/// <remarks>The slope of the loss is taken at the memory as it was before the current small batch. Queries are not scaled.</remarks>
/// <param name="miniBatch">Tokens of a batch.</param>
/// <param name="loss">What the memory is trained to do.</param>
/// <param name="eps">Added to the variance in the norm, where there is one.</param>
public sealed class TitansLinear(long miniBatch = 1, TitansLoss loss = TitansLoss.Squared, double eps = 1e-6)
    : ScanMechanism, ICataloged<TitansLinear>
{
    private readonly long miniBatch = miniBatch >= 1 ? miniBatch
        : throw new ArgumentOutOfRangeException(nameof(miniBatch), miniBatch, "A batch has at least one token.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "titans-linear",
        Name = "Titans (linear memory)",
        Cite = new("Behrouz, Zhong and Mirrokni", "Titans: Learning to Memorize at Test Time", 2024, "arXiv:2501.00663"),
        Formula = "Sₜ = ηₜSₜ₋₁ − θₜ∇‖Mᵀkₜ − vₜ‖²,  Mₜ = (1 − αₜ)Mₜ₋₁ + Sₜ,  oₜ = Mₜᵀqₜ",
        Tex = @"S_t = \eta_t S_{t-1} - \theta_t \nabla \|M^\top k_t - v_t\|^2,\quad "
            + @"M_t = (1 - \alpha_t) M_{t-1} + S_t,\quad o_t = M_t^\top q_t",
        Cost = new("ncd + nd²", "nd + d²", "3d²"),
    };

    /// <inheritdoc />
    public override Facts Facts => base.Facts with { IsLinearInValues = loss == TitansLoss.Squared };

    /// <inheritdoc />
    public override WeightKind WeightKind => loss == TitansLoss.Squared ? WeightKind.PerHead : WeightKind.None;

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles => field ??=
    [
        .. Trained.Tokens,
        .. loss == TitansLoss.LayerNorm ? Trained.Norm : [],
        new("theta", "B H M", RoleKind.Token, "how large a step a token takes") { Range = RoleRange.Unit },
        new("alpha", "B H M", RoleKind.Token, "how much is forgotten") { Range = RoleRange.Unit },
        new("eta", "B H M", RoleKind.Token, "how much of the last step is taken again") { Range = RoleRange.Unit },
        new("initial_state", "B H Dv Dv", RoleKind.State, "the memory before the first token") { Optional = true },
    ];

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } =
        [new("state", "B H Dv Dv"), new("step", "B H Dv Dv"), new("before", "B H Dv Dv"), new("count", "B 1")];

    /// <inheritdoc />
    protected override Signals Start(Inputs inputs)
    {
        var start = base.Start(inputs);
        start["before"] = start["state"];
        return start;
    }

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, Signals state)
    {
        var trained = loss == TitansLoss.LayerNorm ? Trained.Of(inputs, eps) : null;
        var (k, v) = (inputs.Share(inputs["k"]), inputs.Share(inputs["v"]));               // (B, H, 1, D)
        var said = k.matmul(state["before"]);
        var slope = 2 * k.transpose(-2, -1) * (trained?.Slope(said, v - k) ?? (said - v));
        state["step"] = (Of("eta") * state["step"]) - (Of("theta") * slope);
        state["state"] = ((1 - Of("alpha")) * state["state"]) + state["step"];
        state["count"] = state["count"] + 1;
        if (state["count"].ge(miniBatch).all().ToBoolean())
            (state["before"], state["count"]) = (state["state"], torch.zeros_like(state["count"]));
        var read = inputs["q"].matmul(state["state"]);
        return trained?.Read(read) ?? read;

        Tensor Of(string gate) => inputs[gate].unsqueeze(-1);                              // (B, H, 1, 1)
    }
}
