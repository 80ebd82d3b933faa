namespace Heed.Recurrent.Decays;

/// <summary>Each token says, feature by feature, how much of the memory to keep.</summary>
public sealed class Gla : Decay, ICataloged<Gla>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "gla",
        Name = "Gated linear attention",
        Cite = new("Yang et al.", "Gated Linear Attention Transformers with Hardware-Efficient Training", 2023, "arXiv:2312.06635"),
        Formula = "Sₜ = diag(αₜ)Sₜ₋₁ + kₜvₜᵀ,  oₜ = Sₜᵀqₜ / √d",
        Tex = @"S_t = \mathrm{diag}(\alpha_t) S_{t-1} + k_t v_t^\top,\quad o_t = S_t^\top q_t / \sqrt d",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
        Witness = new("gla",
            0.649447, -0.260839, -0.432353, 0.620683, 0.51721, -0.435882,
            -0.154428, 0.564411, 0.348323, -0.43558, 0.0142072, 0.423755),
    };

    /// <inheritdoc />
    public override RecurrentFacts Facts { get; } = new() { IsPerFeature = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
        [new("log_decay", "B H M F", RoleKind.Token,
            "the logarithm of what is kept of each feature of the memory") { Range = RoleRange.Negative }];

    /// <inheritdoc />
    public override Tensor LogDecay(Inputs inputs) => inputs.Signals["log_decay"];
}
