using Heed.Recurrent.Decays;

namespace Heed.Recurrent.Writes;

/// <summary>The memory first fades as a whole, as much as the token says, and is then corrected under its key.</summary>
public sealed class GatedDeltaNet : Recipe, ICataloged<GatedDeltaNet>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "gated-delta-net",
        Name = "Gated DeltaNet",
        Cite = new("Yang, Kautz and Hatamizadeh", "Gated Delta Networks: Improving Mamba2 with Delta Rule", 2024, "arXiv:2412.06464"),
        Formula = "Sₜ = αₜ(I − βₜkₜkₜᵀ)Sₜ₋₁ + βₜkₜvₜᵀ,  oₜ = Sₜᵀqₜ / √d",
        Tex = @"S_t = \alpha_t (I - \beta_t k_t k_t^\top) S_{t-1} + \beta_t k_t v_t^\top,\quad o_t = S_t^\top q_t / \sqrt d",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
        Witness = new("gated-delta-net",
            0.151796, 0.134742, -0.263942, 0.0849346, 0.187296, -0.039087,
            -0.154764, 0.167896, 0.126507, -0.107064, -0.037399, 0.138191),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new SimpleGla(), new DeltaNet()];
}
