namespace Heed.Pairwise.Contexts;

/// <summary>Keys and values that were kept of the text before stand in front of those of this text, and every token reads them.</summary>
/// <remarks>
/// What Transformer-XL does between segments, without its relative positions. What was kept is seen whole, whatever a mask hides, stands
/// nowhere in the
/// text, and is neither rotated nor biased. A layer begins with nothing kept.
/// </remarks>
public sealed class MemoryConcat : Context, ICataloged<MemoryConcat>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "memory-concat",
        Name = "Segment memory (Transformer-XL)",
        Cite = new("Dai et al.", "Transformer-XL: Attentive Language Models Beyond a Fixed-Length Context", 2019, "arXiv:1901.02860"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·k̃ⱼ / √d) ṽⱼ,  k̃ = [k_mem; k], ṽ = [v_mem; v]",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot \tilde k_j}{\sqrt d}\right) \tilde v_j,\quad \tilde k = "
            + @"[k_{\mathrm{mem}}; k],\ \tilde v = [v_{\mathrm{mem}}; v]",
        Cost = new("n(n + m)d", "(n + m)d", "(n + m)d"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
    [
        new("mem_k", "B G X Dk", RoleKind.State, "keys of the text before"),
        new("mem_v", "B G X Dv", RoleKind.State, "values of the text before"),
    ];

    /// <inheritdoc />
    public override string? NoKernel => "memory-concat adds keys that no mask knows of, so there is no kernel for it";

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { ReadsWithoutKeys = true, ChangesSums = true };

    /// <inheritdoc />
    public override (Tensor K, Tensor V) Before(Inputs inputs) => (inputs["mem_k"], inputs["mem_v"]);
}
