namespace Heed.Aligned;

/// <summary>Each query either stays at the key of the last one or takes one step to the right.</summary>
/// <remarks>
/// Energies are given; their sigmoid p is the probability of staying. Weight that steps past the last key is lost. Hidden keys are
/// stepped over.
/// </remarks>
public sealed class StepwiseMonotonic : AlignedMechanism, ICataloged<StepwiseMonotonic>
{
    private const string Stood = "stood";

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "stepwise-monotonic",
        Name = "Stepwise monotonic attention",
        Cite = new("He, Deng and He",
            "Robust Sequence-to-Sequence Acoustic Modeling with Stepwise Monotonic Attention for Neural TTS", 2019, "arXiv:1906.00672"),
        Formula = "αᵢⱼ = αᵢ₋₁ⱼ pᵢⱼ + αᵢ₋₁ⱼ₋₁ (1 − pᵢⱼ₋₁),  p = σ(e),  oᵢ = Σⱼ αᵢⱼvⱼ",
        Tex = @"\alpha_{ij} = \alpha_{i-1,j}\, p_{ij} + \alpha_{i-1,j-1} (1 - p_{i,j-1}),\quad p = \sigma(e),\quad "
            + @"o_i = \sum_j \alpha_{ij} v_j",
        Cost = new("nmd", "nm", "m"),
        OfDecoders = true,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles => Monotonic.EnergyAndValues;

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } = [new(Stood, "B H 1 M") { Grows = false }];

    /// <inheritdoc />
    protected override SignalSet Before(Inputs inputs) =>
        new() { [Stood] = Walk.Over(Walk.Start(inputs, inputs["energy"]), inputs.Mask.Visible()) };

    /// <inheritdoc />
    protected override Tensor Weigh(Inputs inputs, Tensor? visible, SignalSet before)
    {
        var energy = inputs["energy"];
        if (visible is not null) energy = energy.Filled(visible.logical_not(), 0);    // nothing stands there
        var goes = before[Stood] * (-energy).sigmoid();
        return before[Stood] = (before[Stood] * energy.sigmoid()) + Walk.Step(goes, visible);
    }
}
