namespace Heed.Recurrent.Writes;

/// <summary>Before a value is written, whatever the memory answers to one vector of the token is added to it under another.</summary>
/// <remarks>
/// The memory is asked as it was before it faded for this token. With b = −βa and a = k it is the delta rule without its own strength for
/// the value.
/// </remarks>
public sealed class Iplr : Write, ICataloged<Iplr>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "iplr",
        Name = "Generalised delta rule (identity plus low rank)",
        Cite = new("Yang et al.", "Parallelizing Linear Transformers with the Delta Rule over Sequence Length", 2024, "arXiv:2406.06484"),
        Formula = "Sₜ = (I + bₜaₜᵀ)Sₜ₋₁ + kₜvₜᵀ,  oₜ = Sₜᵀqₜ / √d",
        Tex = @"S_t = (I + b_t a_t^\top) S_{t-1} + k_t v_t^\top,\quad o_t = S_t^\top q_t / \sqrt d",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
    };

    /// <inheritdoc />
    public override RecurrentFacts Facts { get; } = new();

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
    [
        new("a", "B H M F", RoleKind.Token, "what the memory is asked") { Range = RoleRange.UnitVector },
        new("b", "B H M F", RoleKind.Token, "under what its answer is added") { Range = RoleRange.UnitVector },
    ];

    /// <inheritdoc />
    public override bool AsksBeforeDecay => true;

    /// <inheritdoc />
    public override IReadOnlyList<Update> Updates(SignalSet signals, Tensor k, Tensor v) =>
        [new(signals["b"], torch.zeros_like(v)) { Asked = -signals["a"] }, new(k, v)];
}
