namespace Heed.Scan;

/// <summary>
/// The memory is a linear model that is trained while the text is read: each token is a step down the slope of its own loss.
/// </summary>
/// <remarks>
/// The slopes of the tokens of one small batch are taken at the memory before it. Within a batch a token scales what all its tokens up to
/// it add by its own rate, and what is kept afterwards by that of the last. Not linear in the values.
/// </remarks>
/// <param name="miniBatch">Tokens of a batch.</param>
/// <param name="scale">What queries are multiplied by; 1/√d when not given.</param>
/// <param name="eps">Added to the variance in the norm.</param>
public sealed class TttLinear(long miniBatch = 16, double? scale = null, double eps = 1e-6) : ScanMechanism, ICataloged<TttLinear>
{
    private readonly long miniBatch = miniBatch >= 1 ? miniBatch
        : throw new ArgumentOutOfRangeException(nameof(miniBatch), miniBatch, "A batch has at least one token.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "ttt-linear",
        Name = "Test-time training (TTT-Linear)",
        Cite = new("Sun et al.", "Learning to (Learn at Test Time): RNNs with Expressive Hidden States", 2024, "arXiv:2407.04620"),
        Formula = "W ← W − ηₜ∇‖w⊙norm(Wᵀkₜ) + b − (vₜ − kₜ)‖²/2,  z = Wᵀqₜ / √d,  oₜ = z + w⊙norm(z) + b",
        Tex = @"W \leftarrow W - \eta_t \nabla \tfrac12 \|w \odot \mathrm{norm}(W^\top k_t) + b - (v_t - k_t)\|^2,\quad "
            + @"z = W^\top q_t / \sqrt d,\quad o_t = z + w \odot \mathrm{norm}(z) + b",
        Cost = new("ncd + nd²", "nd + d²", "2d² + 2d"),
        Float32Bound = 1e-4,                                                               // the derivatives of what a norm takes away
    };

    /// <inheritdoc />
    public override Facts Facts { get; } =
        new() { IsCausal = true, IsOrdered = true, Streams = true, MayBeNegative = true, HidesKeys = false, IsLinearInValues = false };

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        .. Trained.Tokens, .. Trained.Norm,
        new("eta", "B H M", RoleKind.Token, "how large a step a token takes") { Range = RoleRange.Unit },
    ];

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } =
    [
        new("state", "B H Dv Dv"), new("state_bias", "B H 1 Dv"),
        new("slope", "B H Dv Dv"), new("slope_bias", "B H 1 Dv"), new("count", "B 1"),
    ];

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        var (loss, rate) = (Trained.Of(inputs, eps), inputs["eta"].unsqueeze(-1));                       // (B, H, 1, 1)
        var (k, v) = (inputs.Share(inputs["k"]), inputs.Share(inputs["v"]));                                   // (B, H, 1, D)
        var slope = loss.Slope(k.matmul(state["state"]) + state["state_bias"], v - k);
        var (slopes, biases) = (state["slope"] + (k.transpose(-2, -1) * slope), state["slope_bias"] + slope);
        var asked = inputs["q"] * (scale ?? 1 / Math.Sqrt(k.shape[3]));
        var said = asked.matmul(state["state"]) + state["state_bias"] - (rate * (asked.matmul(slopes) + biases));
        state["count"] = state["count"] + 1;
        var ends = state["count"].detach().ge(miniBatch).all().ToBoolean();
        if (ends)
            (state["state"], state["state_bias"], state["count"]) =
                (state["state"] - (rate * slopes), state["state_bias"] - (rate * biases), torch.zeros_like(state["count"]));
        state["slope"] = ends ? torch.zeros_like(slopes) : slopes;
        state["slope_bias"] = ends ? torch.zeros_like(biases) : biases;
        return loss.Read(said);
    }
}
