namespace Heed.Recurrent.Writes;

/// <summary>Before a value is written, what the memory already answers to its key is taken away: the memory is corrected, not just added to.</summary>
/// <remarks>Keys are used as they are; they should have length one, or the correction overshoots. A strength of 2 reflects the memory instead of erasing it.</remarks>
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
    public override IReadOnlyList<Signal> Signals { get; } =
        [new("beta", "B H M", SignalKind.Token, "how strongly a token is written") { Range = SignalRange.Unit }];

    /// <inheritdoc />
    public override bool WantsUnitKeys => true;

    /// <inheritdoc />
    public override Tensor One(Signals signals, Tensor v, Tensor recalled) => signals["beta"].unsqueeze(-1) * (v - recalled);

    /// <inheritdoc />
    public override Tensor Many(Signals signals, Tensor v, Tensor recalled, Tensor overlap)
    {
        var beta = signals["beta"].unsqueeze(-1);                                          // (B, H, C, 1)
        var earlier = (beta * overlap).tril(-1) + torch.eye(v.shape[2], dtype: v.dtype);          // (I + tril(β K Kᵀ)) U = β (V − recalled)
        return torch.linalg.solve_triangular(earlier, beta * (v - recalled), upper: false, unitriangular: true);
    }
}
