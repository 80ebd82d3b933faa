namespace Heed.Scan;

/// <summary>
/// An LSTM whose input gate is an exponential, so that one token may outweigh all before it, and whose cell is divided by the sum of what
/// its gates let in.
/// </summary>
/// <remarks>
/// Inputs are given as they come from a layer; what the token before put out is added to all four by matrices of each head. Cell and sum
/// are kept divided by e^m, with m the largest logarithm of a gate so far, so that nothing overflows. It looks back through its own output,
/// so that no form in parallel exists.
/// </remarks>
public sealed class Slstm : ScanMechanism, ICataloged<Slstm>
{
    private const string Largest = "m";

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "slstm",
        Name = "sLSTM (xLSTM's scalar memory)",
        Cite = new("Beck et al.", "xLSTM: Extended Long Short-Term Memory", 2024, "arXiv:2405.04517"),
        Formula = "cₜ = σ(f)cₜ₋₁ + eⁱ tanh(z),  nₜ = σ(f)nₜ₋₁ + eⁱ,  hₜ = σ(o)⊙cₜ/nₜ,  each of z, i, f, o with Rhₜ₋₁ added",
        Tex = @"c_t = \sigma(f) c_{t-1} + e^i \tanh(z),\quad n_t = \sigma(f) n_{t-1} + e^i,\quad h_t = \sigma(o) \odot c_t / n_t",
        Cost = new("nd²", "nd + d", "4d"),
        Witness = new("slstm",
            -0.130499, -0.0110106, 0.179176, -0.182607, -0.113797, 0.213933,
            -0.0558553, -0.16298, -0.236225, 0.155742, -0.0911992, 0.0219495),
    };

    /// <inheritdoc />
    public override Facts Facts => base.Facts with { IsLinearInValues = false, IgnoresKeyShift = true };

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("z", "B H M Dv", RoleKind.Value, "what is written, before the hyperbolic tangent"),
        new("i", "B H M Dv", RoleKind.Key, "the logarithm of how strongly it is written"),
        new("f", "B H M Dv", RoleKind.Token, "how much of the cell is kept, before the sigmoid"),
        new("o", "B H N Dv", RoleKind.Query, "how much of the cell gets out, before the sigmoid"),
        new("r", "H 4 Dv Dv", RoleKind.Parameter, "what the last output adds to z, i, f and o, (out, in)"),
    ];

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } =
        [new("c", "B H 1 Dv"), new("n", "B H 1 Dv"), new("h", "B H 1 Dv"), new(Largest, "B H 1 Dv")];

    /// <inheritdoc />
    protected override SignalSet Start(Inputs inputs)
    {
        var start = base.Start(inputs);
        start[Largest] = torch.full_like(start[Largest], double.NegativeInfinity);
        return start;
    }

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        var before = state["h"];                                                           // (B, H, 1, D)
        var (write, keep) = (Fed("i", 1), torch.nn.functional.logsigmoid(Fed("f", 2)) + state[Largest]);
        var largest = keep.maximum(write).detach();
        var (kept, written) = ((keep - largest).exp(), (write - largest).exp());
        state["c"] = (kept * state["c"]) + (written * Fed("z", 0).tanh());
        state["n"] = (kept * state["n"]) + written;
        state[Largest] = largest;
        return state["h"] = Fed("o", 3).sigmoid() * state["c"] / state["n"];

        Tensor Fed(string name, int matrix) => inputs[name] + before.matmul(inputs["r"].select(1, matrix).transpose(-2, -1));
    }
}
