namespace Heed.Recurrent.Writes;

/// <summary>
/// Before a value is written, what the memory already answers to its key is taken away: the memory is corrected, not just added to.
/// </summary>
/// <remarks>
/// Keys are used as they are; they should have length one, or the correction overshoots.
/// A strength of 2 reflects the memory instead of erasing it.
/// </remarks>
public sealed class DeltaNet : Write, ICataloged<DeltaNet>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "delta-net",
        Name = "DeltaNet",
        Cite = new("Schlag, Irie and Schmidhuber", "Linear Transformers Are Secretly Fast Weight Programmers", 2021, "arXiv:2102.11174"),
        Formula = "Sₜ = (I − βₜkₜkₜᵀ)Sₜ₋₁ + βₜkₜvₜᵀ,  oₜ = Sₜᵀqₜ / √d",
        Tex = @"S_t = (I - \beta_t k_t k_t^\top) S_{t-1} + \beta_t k_t v_t^\top,\quad o_t = S_t^\top q_t / \sqrt d",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
        Witness = new("delta-net",
            0.301655, 0.280353, -0.53499, 0.164916, 0.464057, -0.0732951,
            -0.403054, 0.408754, 0.333331, -0.316459, -0.0699443, 0.374673),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
        [new("beta", "B H M", RoleKind.Token, "how strongly a token is written") { Range = RoleRange.Unit }];

    /// <inheritdoc />
    public override RecurrentFacts Facts { get; } = new();

    /// <inheritdoc />
    public override RoleRange KeyRange => RoleRange.UnitVector;

    /// <inheritdoc />
    public override bool AsksByKey => true;

    /// <inheritdoc />
    public override IReadOnlyList<Update> Updates(SignalSet signals, Tensor k, Tensor v) =>
        [new(k, v) { Asked = k, Strength = signals["beta"].unsqueeze(-1) }];
}
