using Heed.Recurrent.Decays;

namespace Heed.Recurrent.Writes;

/// <summary>
/// The memory fades and is then corrected under the token's key by what it answers to another vector of the token, its feedback.
/// </summary>
/// <remarks>
/// In the paper the feedback p is the key times a number between zero and one. Its output correction, which takes a share of k from q, is
/// left to the caller.
/// </remarks>
public sealed class Comba : Recipe, ICataloged<Comba>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "comba",
        Name = "Comba",
        Cite = new("Hu et al.", "Comba: Improving Bilinear RNNs with Closed-loop Control", 2025, "arXiv:2506.02475"),
        Formula = "Sₜ = αₜ(I − βₜkₜpₜᵀ)Sₜ₋₁ + βₜkₜvₜᵀ,  oₜ = Sₜᵀqₜ / √d",
        Tex = @"S_t = \alpha_t (I - \beta_t k_t p_t^\top) S_{t-1} + \beta_t k_t v_t^\top,\quad o_t = S_t^\top q_t / \sqrt d",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new SimpleGla(), new FeedbackDelta()];
}
