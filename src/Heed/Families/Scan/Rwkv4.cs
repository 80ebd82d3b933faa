namespace Heed.Scan;

/// <summary>
/// Every channel averages the values so far, weighed by the exponentials of their keys and fading with distance; the current token has a
/// bonus.
/// </summary>
/// <remarks>
/// The sums are kept divided by e to the largest exponent so far, so that large keys do not overflow. The decay is given as the logarithm
/// of what is kept of each channel,
/// the −w of the paper. Queries r only gate the result.
/// </remarks>
public sealed class Rwkv4 : ScanMechanism, ICataloged<Rwkv4>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "rwkv4",
        Name = "RWKV-4 (WKV)",
        Cite = new("Peng et al.", "RWKV: Reinventing RNNs for the Transformer Era", 2023, "arXiv:2305.13048"),
        Formula = "oₜ = σ(rₜ) ⊙ (Σⱼ₍ⱼ<ₜ₎ e^{kⱼ−(t−1−j)w}vⱼ + e^{u+kₜ}vₜ) / (the same sum without v)",
        Tex =
            @"o_t = \sigma(r_t) \odot \frac{\sum_{j<t} e^{k_j - (t-1-j)w} v_j + e^{u+k_t} v_t}{\sum_{j<t} e^{k_j - (t-1-j)w} + e^{u+k_t}}",
        Cost = new("nd", "nd", "3d"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } =
        new() { IsCausal = true, IsOrdered = true, Streams = true, IgnoresKeyShift = true, HidesKeys = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("r", "B N C", RoleKind.Query, "how much of the result each channel lets through, before the sigmoid"),
        new("k", "B N C", RoleKind.Key, "the logarithm of how much a token weighs"),
        new("v", "B N C", RoleKind.Value, "what is read"),
        new("log_decay", "C", RoleKind.Parameter, "the logarithm of what is kept from token to token") { Range = RoleRange.Negative },
        new("u", "C", RoleKind.Parameter, "the bonus of the current token"),
    ];

    /// <inheritdoc />
    public override string OutputShape => "B N C";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.PerChannel;

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } = [new("sum", "B 1 C"), new("mass", "B 1 C"), new("largest", "B 1 C")];

    /// <inheritdoc />
    protected override SignalSet Start(Inputs inputs)
    {
        var start = base.Start(inputs);
        start["largest"] = torch.full_like(start["largest"], double.NegativeInfinity);
        return start;
    }

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        var (k, v, before) = (inputs["k"], inputs["v"], state["largest"]);                 // (B, 1, C)
        var (old, own) = Exponentials(before, inputs["u"] + k, out _);
        var read = ((old * state["sum"]) + (own * v)) / ((old * state["mass"]) + own);
        (old, own) = Exponentials(before + inputs["log_decay"], k, out var largest);
        (state["sum"], state["mass"], state["largest"]) = ((old * state["sum"]) + (own * v), (old * state["mass"]) + own, largest);
        return read;

        static (Tensor, Tensor) Exponentials(Tensor a, Tensor b, out Tensor largest)
        {
            largest = a.maximum(b).detach();
            return ((a - largest).exp(), (b - largest).exp());
        }
    }

    /// <inheritdoc />
    protected override Tensor Finish(Inputs inputs, Tensor read)
    {
        inputs.Trace?.Record("wkv", read);
        return inputs["r"].sigmoid() * read;
    }
}
