using Heed.Recurrent.Decays;
using Heed.Recurrent.Features;

namespace Heed.Recurrent.Writes;

/// <summary>
/// Each feature of the memory fades at its own rate, and the token says which old entry is taken out and under what it is put back.
/// </summary>
/// <remarks>
/// As published, a = −κ̂ and b = κ̂ ⊙ η for a key κ̂ of length one and a rate η: then an old entry is erased. Queries are not divided by
/// √d. This is the mixing rule
/// alone: layers of RWKV-7 also shift tokens, normalise, add a bonus for the current token, and gate.
/// </remarks>
/// <param name="scale">What queries are multiplied by.</param>
public sealed class Rwkv7(double scale = 1) : Recipe, ICataloged<Rwkv7>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "rwkv7",
        Name = "RWKV-7 (Goose)",
        Cite = new("Peng et al.", "RWKV-7 \"Goose\" with Expressive Dynamic State Evolution", 2025, "arXiv:2503.14456"),
        Formula = "Sₜ = (diag(αₜ) + bₜaₜᵀ)Sₜ₋₁ + kₜvₜᵀ,  oₜ = Sₜᵀqₜ",
        Tex = @"S_t = (\mathrm{diag}(\alpha_t) + b_t a_t^\top) S_{t-1} + k_t v_t^\top,\quad o_t = S_t^\top q_t",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } = [new LinearUnnormalized(scale), new Gla(), new Iplr()];
}
