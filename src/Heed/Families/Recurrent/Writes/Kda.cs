using Heed.Recurrent.Decays;

namespace Heed.Recurrent.Writes;

/// <summary>Each feature of the memory fades as much as the token says, and the memory is then corrected under the token's key.</summary>
/// <remarks>This is the mixing rule of Kimi Linear alone: its layers also convolve, normalise and gate.</remarks>
public sealed class Kda : Recipe, ICataloged<Kda>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "kda",
        Name = "Kimi Delta Attention",
        Cite = new("Kimi Team", "Kimi Linear: An Expressive, Efficient Attention Architecture", 2025, "arXiv:2510.26692"),
        Formula = "Sₜ = (I − βₜkₜkₜᵀ) diag(αₜ)Sₜ₋₁ + βₜkₜvₜᵀ,  oₜ = Sₜᵀqₜ / √d",
        Tex =
            @"S_t = (I - \beta_t k_t k_t^\top)\,\mathrm{diag}(\alpha_t) S_{t-1} + \beta_t k_t v_t^\top,\quad o_t = S_t^\top q_t / \sqrt d",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new Gla(), new DeltaNet()];
}
