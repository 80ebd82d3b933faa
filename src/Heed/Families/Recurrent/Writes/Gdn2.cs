using Heed.Recurrent.Decays;

namespace Heed.Recurrent.Writes;

/// <summary>
/// A delta rule that erases and writes through two gates: one says which features of the key are cleared, the other which parts of the
/// value are written.
/// </summary>
public sealed class Gdn2 : Recipe, ICataloged<Gdn2>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "gdn2",
        Name = "Gated DeltaNet-2",
        Cite = new("Hatamizadeh, Choi and Kautz",
            "Gated DeltaNet-2: Decoupling Erase and Write in Linear Attention", 2026, "arXiv:2605.22791"),
        Formula = "Sₜ = (I − kₜ(bₜ⊙kₜ)ᵀ) diag(αₜ)Sₜ₋₁ + kₜ(wₜ⊙vₜ)ᵀ,  oₜ = Sₜᵀqₜ / √d",
        Tex = @"S_t = \left(I - k_t (b_t \odot k_t)^\top\right) \mathrm{diag}(\alpha_t) S_{t-1} + k_t (w_t \odot v_t)^\top,\quad "
            + @"o_t = S_t^\top q_t / \sqrt d",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new Gla(), new TwoGateDelta()];
}
