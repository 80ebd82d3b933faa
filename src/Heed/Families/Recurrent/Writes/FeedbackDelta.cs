namespace Heed.Recurrent.Writes;

/// <summary>Before a value is written under its key, what the memory answers to another vector of the token is taken from it.</summary>
/// <remarks>
/// How Comba writes, without its decay. With the key as that other vector it is the delta rule; with a shorter one less is erased than is
/// written.
/// </remarks>
public sealed class FeedbackDelta : Write, ICataloged<FeedbackDelta>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "feedback-delta",
        Name = "Delta rule with feedback (Comba's write)",
        Cite = new("Hu et al.", "Comba: Improving Bilinear RNNs with Closed-loop Control", 2025, "arXiv:2506.02475"),
        Formula = "Sₜ = (I − βₜkₜpₜᵀ)Sₜ₋₁ + βₜkₜvₜᵀ,  oₜ = Sₜᵀqₜ / √d",
        Tex = @"S_t = (I - \beta_t k_t p_t^\top) S_{t-1} + \beta_t k_t v_t^\top,\quad o_t = S_t^\top q_t / \sqrt d",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
        Witness = new("feedback-delta",
            0.298643, 0.272371, -0.525336, 0.164863, 0.465062, -0.12107,
            -0.364296, 0.424271, 0.348171, -0.423651, 0.00443068, 0.419963),
    };

    /// <inheritdoc />
    public override RecurrentFacts Facts { get; } = new();

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
    [
        new("beta", "B H M", RoleKind.Token, "how strongly a token is written") { Range = RoleRange.Unit },
        new("p", "B H M F", RoleKind.Token, "what the memory is asked before it is corrected") { Range = RoleRange.UnitVector },
    ];

    /// <inheritdoc />
    public override RoleRange KeyRange => RoleRange.UnitVector;

    /// <inheritdoc />
    public override IReadOnlyList<Update> Updates(SignalSet signals, Tensor k, Tensor v) =>
        [new(k, v) { Asked = signals["p"], Strength = signals["beta"].unsqueeze(-1) }];
}
