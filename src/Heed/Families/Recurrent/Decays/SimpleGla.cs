namespace Heed.Recurrent.Decays;

/// <summary>Each token says, with one number for each head, how much of the memory to keep: the core of Mamba-2.</summary>
public sealed class SimpleGla : Decay, ICataloged<SimpleGla>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "simple-gla",
        Name = "Scalar-gated linear attention (Mamba-2's core)",
        Cite = new("Dao and Gu", "Transformers are SSMs: "
            + "Generalized Models and Efficient Algorithms Through Structured State Space Duality", 2024, "arXiv:2405.21060"),
        Formula = "Sₜ = αₜSₜ₋₁ + kₜvₜᵀ,  oₜ = Sₜᵀqₜ / √d",
        Tex = @"S_t = \alpha_t S_{t-1} + k_t v_t^\top,\quad o_t = S_t^\top q_t / \sqrt d",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
        Witness = new("simple-gla",
            0.566579, -0.261709, -0.34876, 0.55198, 0.370601, -0.370623,
            -0.0621335, 0.422336, 0.227935, -0.350176, 0.0635139, 0.297313),
    };

    /// <inheritdoc />
    public override RecurrentFacts Facts { get; } = new();

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
        [new("log_decay", "B H M", RoleKind.Token, "the logarithm of what is kept of the memory") { Range = RoleRange.Negative }];

    /// <inheritdoc />
    public override int? Chunk => Block;

    /// <summary>How many tokens are computed at once; null = as many as suit.</summary>
    internal int? Block { get; init; }

    /// <inheritdoc />
    public override Tensor LogDecay(Inputs inputs) => inputs.Signals["log_decay"].unsqueeze(-1);
}
