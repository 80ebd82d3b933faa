namespace Heed.Scan;

/// <summary>A few slots hold the means of keys and values so far, each weighed as the tokens say; a query reads them by softmax.</summary>
/// <param name="scale">What dot products are multiplied by; 1/√d when not given.</param>
public sealed class Abc(double? scale = null) : ScanMechanism, ICataloged<Abc>
{
    private const string Mass = "log_mass";

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "abc",
        Name = "Attention with bounded memory (ABC)",
        Cite = new("Peng et al.", "ABC: Attention with Bounded-memory Control", 2021, "arXiv:2110.02488"),
        Formula = "K̃ₜ = Σⱼ≤ₜ wₜⱼkⱼᵀ,  Ṽₜ = Σⱼ≤ₜ wₜⱼvⱼᵀ,  oₜ = Ṽₜᵀ softmax(K̃ₜqₜ / √d),  wₜⱼ = e^{sⱼ} / Σᵢ≤ₜ e^{sᵢ}  for each slot",
        Tex = @"\tilde K_t = \sum_{j \le t} w_{tj} k_j^\top,\quad \tilde V_t = \sum_{j \le t} w_{tj} v_j^\top,\quad "
            + @"o_t = \tilde V_t^\top \mathrm{softmax}(\tilde K_t q_t / \sqrt d),\quad w_{tj} = \frac{e^{s_j}}{\sum_{i \le t} e^{s_i}}",
        Cost = new("nrd", "nd + rd", "2rd + r"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new()
    {
        IsCausal = true,
        IsOrdered = true,
        Streams = true,
        SumsToOne = true,
        IgnoresKeyShift = true,
        HidesKeys = false,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
        [.. Role.QueryKeyValue, new("s", "B H M S=64", RoleKind.Token, "the logarithm of how much a token weighs in each slot")];

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } =
        [new("state_k", "B H Dk S"), new("state_v", "B H S Dv"), new(Mass, "B H 1 S")];

    /// <inheritdoc />
    protected override SignalSet Start(Inputs inputs)
    {
        var start = base.Start(inputs);
        start[Mass] = torch.full_like(start[Mass], double.NegativeInfinity);
        return start;
    }

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        inputs.RequireEqualWidths();
        var (k, v) = (inputs.Share(inputs.K).transpose(-2, -1), inputs.Share(inputs.V));                   // (B, H, D, 1), (B, H, 1, Dv)
        var mass = torch.logaddexp(state[Mass], inputs["s"]);                              // (B, H, 1, S)
        var (kept, taken) = ((state[Mass] - mass).exp(), (inputs["s"] - mass).exp());
        state["state_k"] = (kept * state["state_k"]) + (taken * k);
        state["state_v"] = (kept.transpose(-2, -1) * state["state_v"]) + (taken.transpose(-2, -1) * v);
        state[Mass] = mass;
        var scores = inputs.Q.matmul(state["state_k"]) * (scale ?? 1 / Math.Sqrt(inputs.WidthK));
        return scores.softmax(-1).matmul(state["state_v"]);
    }
}
