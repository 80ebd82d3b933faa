namespace Heed.Scan;

/// <summary>
/// A linear memory is trained while the text is read, with a momentum that remembers surprise, and forgets a share of itself at each token.
/// </summary>
/// <remarks>
/// A token surprises as much as the memory is wrong about its value; the momentum carries that on to the tokens after it. With a batch of
/// one token it is the delta rule with momentum and forgetting; in longer batches all slopes are taken at the memory before the batch.
/// Queries are not divided by √d. With a norm in the loss it is not linear in the values, and what is read is normalised, too. This is the
/// linear memory: the paper's is a small network.
/// </remarks>
/// <param name="miniBatch">Tokens of a batch.</param>
/// <param name="loss">What the memory is trained to make small.</param>
/// <param name="eps">Added to the variance in the norm.</param>
public sealed class TitansLinear(long miniBatch = 1, TitansLoss loss = TitansLoss.Squares, double eps = 1e-6)
    : ScanMechanism, ICataloged<TitansLinear>
{
    private const string Before = "before_batch";
    private readonly string memory = Surprise.Memory(loss);
    private readonly long miniBatch = miniBatch >= 1 ? miniBatch
        : throw new ArgumentOutOfRangeException(nameof(miniBatch), miniBatch, "A batch has at least one token.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "titans-linear",
        Name = "Titans, linear memory",
        Cite = new("Behrouz, Zhong and Mirrokni", "Titans: Learning to Memorize at Test Time", 2024, "arXiv:2501.00663"),
        Formula = "Sₜ = ηₜSₜ₋₁ − θₜ∇‖Mᵀkₜ − vₜ‖²,  Mₜ = (1 − αₜ)Mₜ₋₁ + Sₜ,  oₜ = Mₜᵀqₜ",
        Tex = @"S_t = \eta_t S_{t-1} - \theta_t \nabla \|M^\top k_t - v_t\|^2,\quad M_t = (1 - \alpha_t) M_{t-1} + S_t,\quad "
            + @"o_t = M_t^\top q_t",
        Cost = new("nd²", "nd + d²", "3d²"),
        Float32Bound = 1e-4,                                                               // the derivatives of what a norm takes away
    };

    /// <inheritdoc />
    public override Facts Facts => base.Facts with { IsLinearInValues = loss == TitansLoss.Squares };

    /// <inheritdoc />
    public override WeightKind WeightKind => loss == TitansLoss.Squares ? WeightKind.PerHead : WeightKind.None;

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } = Surprise.Roles(loss);

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots => field ??=
        [new("state", memory), new("momentum", memory), new(Before, memory), new("count", "B 1")];

    /// <inheritdoc />
    protected override SignalSet Start(Inputs inputs)
    {
        var start = base.Start(inputs);
        start[Before] = start["state"];
        return start;
    }

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        if (loss == TitansLoss.Squares) inputs.RequireEqualWidths();
        var trained = loss == TitansLoss.LayerNorm ? Trained.Of(inputs, eps) : null;
        var (k, v) = (inputs.Share(inputs["k"]), inputs.Share(inputs["v"]));               // (B, H, 1, D)
        var said = k.matmul(state[Before]);
        var slope = 2 * (trained is null ? said - v : trained.Slope(said, v - k));
        state["momentum"] = (Each("eta") * state["momentum"]) - (Each("theta") * k.transpose(-2, -1).matmul(slope));
        state["state"] = ((1 - Each("alpha")) * state["state"]) + state["momentum"];
        state["count"] = state["count"] + 1;
        if (state["count"].detach().ge(miniBatch).all().ToBoolean())
            (state[Before], state["count"]) = (state["state"], torch.zeros_like(state["count"]));
        var read = inputs["q"].matmul(state["state"]);
        return trained is null ? read : trained.Read(read);

        Tensor Each(string name) => inputs[name].unsqueeze(-1);                            // (B, H, 1, 1)
    }
}
