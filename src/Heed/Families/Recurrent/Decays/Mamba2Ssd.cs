using Heed.Recurrent.Features;

namespace Heed.Recurrent.Decays;

/// <summary>
/// One number of each token says how much of the memory is kept, and blocks of tokens are computed as small matrices: Mamba-2.
/// </summary>
/// <remarks>
/// Queries, keys and values are the C, B and X of the paper, values already multiplied by the step; the decay is A times the step. How long
/// the blocks are changes no result. The convolution before, the skip D and the gate are left out.
/// </remarks>
/// <param name="scale">What queries are multiplied by.</param>
/// <param name="blockLen">How many tokens are computed at once.</param>
public sealed class Mamba2Ssd(double scale = 1, int blockLen = 64) : Recipe, ICataloged<Mamba2Ssd>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "mamba2-ssd",
        Name = "State space duality (Mamba-2)",
        Cite = new("Dao and Gu", "Transformers are SSMs: "
            + "Generalized Models and Efficient Algorithms Through Structured State Space Duality", 2024, "arXiv:2405.21060"),
        Formula = "Sₜ = αₜSₜ₋₁ + kₜvₜᵀ,  oₜ = Sₜᵀqₜ",
        Tex = @"S_t = \alpha_t S_{t-1} + k_t v_t^\top,\quad o_t = S_t^\top q_t",
        Cost = new("ncd + nd²", "nd + d²", "d²"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Part> Parts { get; } =
    [
        new LinearUnnormalized(scale),
        new SimpleGla
        {
            Block = blockLen >= 1 ? blockLen
                : throw new ArgumentOutOfRangeException(nameof(blockLen), blockLen, "A block has at least one token."),
        },
    ];
}
