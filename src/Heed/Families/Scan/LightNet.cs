namespace Heed.Scan;

/// <summary>Each feature of the memory is a mean of the values so far, weighed by the exponentials of that feature of their keys.</summary>
/// <remarks>The weights of a feature sum to one before the query multiplies them. Queries pass through x·σ(x).</remarks>
public sealed class LightNet : ScanMechanism, ICataloged<LightNet>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "lightnet",
        Name = "LightNet",
        Cite = new("Qin et al.",
            "You Only Scan Once: Efficient Multi-dimension Sequential Modeling with LightNet", 2024, "arXiv:2405.21022"),
        Formula = "Sₜ = Σⱼ≤ₜ (e^{kⱼ} / Σᵢ≤ₜ e^{kᵢ}) vⱼᵀ,  oₜ = Sₜᵀ silu(qₜ) / √d",
        Tex = @"S_t = \sum_{j \le t} \frac{e^{k_j}}{\sum_{i \le t} e^{k_i}} v_j^\top,\quad o_t = S_t^\top \mathrm{silu}(q_t) / \sqrt d",
        Cost = new("ncd + nd²", "nd + d²", "d² + d"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new()
    {
        IsCausal = true,
        IsOrdered = true,
        Streams = true,
        MayBeNegative = true,
        IgnoresKeyShift = true,
        HidesKeys = false,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } = [new("state", "B H Dk Dv"), new("z", "B H Dk")];

    /// <inheritdoc />
    protected override SignalSet Start(Inputs inputs)
    {
        var start = base.Start(inputs);
        start["z"] = torch.full_like(start["z"], double.NegativeInfinity);
        return start;
    }

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        inputs.RequireEqualWidths();
        var k = inputs.Share(inputs.K).squeeze(2);                                         // (B, H, D)
        var mass = torch.logaddexp(state["z"], k);
        var (kept, taken) = ((state["z"] - mass).exp().unsqueeze(-1), (k - mass).exp().unsqueeze(-1));
        (state["state"], state["z"]) = ((kept * state["state"]) + (taken * inputs.Share(inputs.V)), mass);
        return (torch.nn.functional.silu(inputs.Q) / Math.Sqrt(inputs.WidthK)).matmul(state["state"]);
    }
}
