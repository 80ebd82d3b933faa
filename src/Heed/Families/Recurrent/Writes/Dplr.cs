using Heed.Recurrent.Decays;

namespace Heed.Recurrent.Writes;

/// <summary>
/// Each feature of the memory fades at its own rate, and what the memory answered before to one vector of the token is added under
/// another.
/// </summary>
public sealed class Dplr : Recipe, ICataloged<Dplr>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "dplr",
        Name = "Generalised delta rule (diagonal plus low rank)",
        Cite = new("Yang et al.", "Parallelizing Linear Transformers with the Delta Rule over Sequence Length", 2024, "arXiv:2406.06484"),
        Formula = "Sₜ = (diag(αₜ) + bₜaₜᵀ)Sₜ₋₁ + kₜvₜᵀ,  oₜ = Sₜᵀqₜ / √d",
        Tex = @"S_t = (\mathrm{diag}(\alpha_t) + b_t a_t^\top) S_{t-1} + k_t v_t^\top,\quad o_t = S_t^\top q_t / \sqrt d",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new Gla(), new Iplr()];
}
