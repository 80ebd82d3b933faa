namespace Heed.Scan;

/// <summary>
/// Each feature of the memory fades as much as the token says, and a token is read with a bonus of its own before it is written.
/// </summary>
/// <remarks>
/// This is the mixing rule alone: layers of RWKV-6 also shift tokens, normalise each head's output and gate it.
/// RWKV-5 is the same with a decay that never changes.
/// </remarks>
/// <param name="scale">What queries are multiplied by.</param>
public sealed class Rwkv6(double scale = 1) : MatrixRwkv(scale, Decay), ICataloged<Rwkv6>
{
    private static readonly Role Decay =
        new("log_decay", "B H M Dk", RoleKind.Token, "the logarithm of what is kept of each feature of the memory")
        { Range = RoleRange.Negative };

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "rwkv6",
        Name = "RWKV-6 (Finch)",
        Cite = new("Peng et al.", "Eagle and Finch: RWKV with Matrix-Valued States and Dynamic Recurrence", 2024, "arXiv:2404.05892"),
        Formula = "oₜ = (Sₜ₋₁ + diag(u)kₜvₜᵀ)ᵀqₜ,  Sₜ = diag(αₜ)Sₜ₋₁ + kₜvₜᵀ",
        Tex = @"o_t = (S_{t-1} + \mathrm{diag}(u) k_t v_t^\top)^\top q_t,\quad S_t = \mathrm{diag}(\alpha_t) S_{t-1} + k_t v_t^\top",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
    };

    /// <inheritdoc />
    private protected override Tensor Kept(Inputs inputs) => inputs["log_decay"].exp().transpose(-2, -1);
}
