namespace Heed.Recurrent.Writes;

/// <summary>
/// A delta rule with two gates: one says which features of the key are cleared, the other which parts of the value are written.
/// </summary>
/// <remarks>How Gated DeltaNet-2 writes, without its decay. With both gates as open it is the delta rule.</remarks>
public sealed class TwoGateDelta : Write, ICataloged<TwoGateDelta>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "two-gate-delta",
        Name = "Delta rule with two gates (Gated DeltaNet-2's write)",
        Cite = new("Hatamizadeh, Choi and Kautz",
            "Gated DeltaNet-2: Decoupling Erase and Write in Linear Attention", 2026, "arXiv:2605.22791"),
        Formula = "Sₜ = (I − kₜ(bₜ⊙kₜ)ᵀ)Sₜ₋₁ + kₜ(wₜ⊙vₜ)ᵀ,  oₜ = Sₜᵀqₜ / √d",
        Tex = @"S_t = \left(I - k_t (b_t \odot k_t)^\top\right) S_{t-1} + k_t (w_t \odot v_t)^\top,\quad "
            + @"o_t = S_t^\top q_t / \sqrt d",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
        Witness = new("two-gate-delta",
            0.0954741, -0.239706, -0.15316, 0.740287, 0.800554, -0.0511433,
            -0.333537, 0.0242088, 0.13538, -0.434479, 0.0779936, 0.588199),
    };

    /// <inheritdoc />
    public override RecurrentFacts Facts { get; } = new() { IsPerChannel = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
    [
        new("b", "B H M F", RoleKind.Token, "how much of each feature of the key is erased") { Range = RoleRange.Unit },
        new("w", "B H M Dv", RoleKind.Token, "how much of each part of the value is written") { Range = RoleRange.Unit },
    ];

    /// <inheritdoc />
    public override RoleRange KeyRange => RoleRange.UnitVector;

    /// <inheritdoc />
    public override IReadOnlyList<Update> Updates(SignalSet signals, Tensor k, Tensor v) =>
        [new(k, signals["w"] * v) { Asked = signals["b"] * k }];
}
