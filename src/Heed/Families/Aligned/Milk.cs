namespace Heed.Aligned;

/// <summary>
/// Each query stops somewhere to the right of where the last one stopped, and then reads everything up to there by softmax.
/// </summary>
/// <remarks>
/// Energies are given, one for stopping and one for reading; the expectation over all places where it might stop is computed.
/// </remarks>
public sealed class Milk : AlignedMechanism, ICataloged<Milk>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "milk",
        Name = "Monotonic infinite lookback (MILk)",
        Cite = new("Arivazhagan et al.",
            "Monotonic Infinite Lookback Attention for Simultaneous Machine Translation", 2019, "arXiv:1906.05218"),
        Formula = "βᵢⱼ = Σ_{k≥j} αᵢₖ softmax_{l≤k}(uᵢₗ)ⱼ,  α as for monotonic,  oᵢ = Σⱼ βᵢⱼvⱼ",
        Tex = @"\beta_{ij} = \sum_{k \ge j} \alpha_{ik} \frac{e^{u_{ij}}}{\sum_{l \le k} e^{u_{il}}},\quad o_i = \sum_j \beta_{ij} v_j",
        Cost = new("nmd", "nm", "m"),
        OfDecoders = true,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles => Mocha.ThreeInputs;

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots => Monotonic.StoppedSlot;

    /// <inheritdoc />
    protected override SignalSet Before(Inputs inputs) => Monotonic.Began(inputs);

    /// <inheritdoc />
    protected override Tensor Weigh(Inputs inputs, Tensor? visible, SignalSet before) =>
        Mocha.LookBack(inputs, visible, before, inputs.Keys);
}
