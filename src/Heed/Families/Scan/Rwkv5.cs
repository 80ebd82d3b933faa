namespace Heed.Scan;

/// <summary>
/// Each feature of the memory fades at a rate that was learned and never changes, and a token is read with a bonus of its own before it is
/// written.
/// </summary>
/// <remarks>
/// This is the mixing rule alone: layers of RWKV-5 also shift tokens, normalise each head's output and gate it. RWKV-6 is the same with
/// rates that the token says.
/// </remarks>
/// <param name="scale">What queries are multiplied by.</param>
public sealed class Rwkv5(double scale = 1) : MatrixRwkv(scale, Decay), ICataloged<Rwkv5>
{
    private static readonly Role Decay =
        new("log_decay", "H Dk", RoleKind.Parameter, "the logarithm of what is kept of each feature of the memory")
        { Range = RoleRange.Negative };

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "rwkv5",
        Name = "RWKV-5 (Eagle)",
        Cite = new("Peng et al.", "Eagle and Finch: RWKV with Matrix-Valued States and Dynamic Recurrence", 2024, "arXiv:2404.05892"),
        Formula = "oₜ = (Sₜ₋₁ + diag(u)kₜvₜᵀ)ᵀqₜ,  Sₜ = diag(α)Sₜ₋₁ + kₜvₜᵀ",
        Tex = @"o_t = (S_{t-1} + \mathrm{diag}(u) k_t v_t^\top)^\top q_t,\quad S_t = \mathrm{diag}(\alpha) S_{t-1} + k_t v_t^\top",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
        Witness = new("rwkv5",
            1.52078, -0.187243, -1.36494, 1.32327, 1.55281, -1.17856,
            -0.571897, 1.65455, 1.07592, -1.89125, 0.498154, 1.47664),
    };

    /// <inheritdoc />
    private protected override Tensor Kept(Inputs inputs) => inputs["log_decay"].exp().unsqueeze(-1);
}
