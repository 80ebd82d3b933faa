namespace Heed.Scan;

/// <summary>
/// A memory of outer products whose gates are exponentials: one token may outweigh all before it, and what is read is divided by what was
/// written.
/// </summary>
/// <remarks>
/// Gates are given as they come from a layer: the input gate is e to the power of it, the forget gate the sigmoid of it. C and n are kept
/// divided by e^m, with m the largest
/// logarithm of a gate so far, so that nothing overflows. The published output gate, and the 1e-6 that its code adds to the divisor, are
/// left out.
/// </remarks>
/// <param name="scale">What keys are multiplied by; 1/√d when not given.</param>
public sealed class Mlstm(double? scale = null) : ScanMechanism, ICataloged<Mlstm>
{
    // where the one of max(|n·q|, 1), divided by e^m, has vanished in float32
    private const double NoDivisionByZero = 1e-37;

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "mlstm",
        Name = "mLSTM (xLSTM's matrix memory)",
        Cite = new("Beck et al.", "xLSTM: Extended Long Short-Term Memory", 2024, "arXiv:2405.04517"),
        Formula = "Cₜ = σ(fₜ)Cₜ₋₁ + e^{iₜ}kₜvₜᵀ/√d,  nₜ = σ(fₜ)nₜ₋₁ + e^{iₜ}kₜ/√d,  oₜ = Cₜᵀqₜ / max(|nₜ·qₜ|, 1)",
        Tex = @"C_t = \sigma(f_t) C_{t-1} + e^{i_t} \tfrac{k_t v_t^\top}{\sqrt d},\quad "
            + @"n_t = \sigma(f_t) n_{t-1} + e^{i_t} \tfrac{k_t}{\sqrt d},\quad o_t = \frac{C_t^\top q_t}{\max(|n_t \cdot q_t|, 1)}",
        Cost = new("nd²", "nd + d²", "d² + d"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        .. Role.QueryKeyValue,
        new("input_gate", "B H M", RoleKind.Token, "the logarithm of how strongly a token is written"),
        new("forget_gate", "B H M", RoleKind.Token, "how much of the memory is kept, before the sigmoid"),
    ];

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } = [new("C", "B H Dk Dv"), new("n", "B H Dk 1"), new("m", "B H 1 1")];

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        inputs.RequireEqualWidths();
        var k = inputs.Share(inputs.K).transpose(-2, -1) * (scale ?? 1 / Math.Sqrt(inputs.WidthK));            // (B, H, D, 1)
        var forget = torch.nn.functional.logsigmoid(inputs["forget_gate"].unsqueeze(-1)) + state["m"];          // (B, H, 1, 1)
        var write = inputs["input_gate"].unsqueeze(-1);
        var largest = forget.maximum(write).detach();
        var (kept, written) = ((forget - largest).exp(), (write - largest).exp() * k);
        state["C"] = (kept * state["C"]) + (written * inputs.Share(inputs.V));
        state["n"] = (kept * state["n"]) + written;
        state["m"] = largest;
        var mass = inputs.Q.matmul(state["n"]).abs();                                      // (B, H, 1, 1)
        return inputs.Q.matmul(state["C"]) / mass.maximum((-largest).exp()).clamp(min: NoDivisionByZero);
    }
}
