namespace Heed.Aligned;

/// <summary>
/// Each query goes on to the right from where the last one stopped, and stops at the first key that suits; learned by the expectation
/// over all places where it might.
/// </summary>
/// <remarks>
/// Energies are given; p is their sigmoid. A row sums to less than one where it may not stop at all. The expectation is computed by a
/// triangular system, so no 1e-10 keeps a
/// division finite, as in published code; noise that pushes p to 0 or 1 while training is left to the caller.
/// </remarks>
public sealed class Monotonic : AlignedMechanism, ICataloged<Monotonic>
{
    private const string Stopped = "stopped";

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "monotonic",
        Name = "Monotonic attention",
        Cite = new("Raffel et al.", "Online and Linear-Time Attention by Enforcing Monotonic Alignments", 2017, "arXiv:1704.00784"),
        Formula = "αᵢⱼ = pᵢⱼ Σₖ≤ⱼ αᵢ₋₁ₖ Πₖ≤ₗ<ⱼ (1 − pᵢₗ),  p = σ(e),  oᵢ = Σⱼ αᵢⱼvⱼ",
        Tex = @"\alpha_{ij} = p_{ij} \sum_{k \le j} \alpha_{i-1,k} \prod_{k \le l < j} (1 - p_{il}),\quad p = \sigma(e),\quad "
            + @"o_i = \sum_j \alpha_{ij} v_j",
        Cost = new("nmd", "nm", "m"),
        OfDecoders = true,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles => EnergyAndValues;

    /// <summary>How well each query and key match, and what is read.</summary>
    internal static IReadOnlyList<Role> EnergyAndValues { get; } =
        [new("energy", "B H N M", RoleKind.Token,
            "how well a query and a key match"), Role.QueryKeyValue.Single(r => r.Kind == RoleKind.Value)];

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots => StoppedSlot;

    /// <inheritdoc />
    protected override SignalSet Before(Inputs inputs) => Began(inputs);

    /// <inheritdoc />
    protected override Tensor Weigh(Inputs inputs, Tensor? visible, SignalSet before) => Stop(inputs, visible, before);

    /// <summary>Where the last query stopped.</summary>
    internal static IReadOnlyList<Slot> StoppedSlot { get; } = [new(Stopped, "B H 1 M") { Grows = false }];

    /// <summary>The walk before its first query.</summary>
    internal static SignalSet Began(Inputs inputs) => new() { [Stopped] = Walk.Start(inputs, inputs["energy"]) };

    /// <summary>Where the next query stops, (B, H, 1, M).</summary>
    internal static Tensor Stop(Inputs inputs, Tensor? visible, SignalSet before)
    {
        var energy = inputs["energy"];
        if (visible is not null) energy = energy.Filled(visible.logical_not(), double.NegativeInfinity);
        var reached = Walk.Along(before[Stopped], (-energy).sigmoid());
        return before[Stopped] = energy.sigmoid() * reached;
    }
}
