namespace Heed.Alone;

/// <summary>A token reads the text three ways at once: the means of its blocks, the few blocks whose means mattered most, and the tokens
/// just before it; three gates weigh the readings.</summary>
/// <remarks>
/// Causal by itself. The three readings share keys and values, where the paper has three of each. A block is read as a mean once it is
/// wholly past. All query
/// heads of a key head read the same blocks: the first, their own, the one before it, and those with the largest mean weight; ties are
/// all read.
/// </remarks>
/// <param name="block">Tokens of a block.</param>
/// <param name="blockCounts">How many blocks are read token by token.</param>
/// <param name="window">How many keys the window has, the query's own included.</param>
/// <param name="scale">What products are multiplied by; 1/√d when not given.</param>
public sealed class Nsa(long block = 2, long blockCounts = 4, long window = 3, double? scale = null) : AloneMechanism, ICataloged<Nsa>
{
    private readonly long block = block >= 1 ? block
        : throw new ArgumentOutOfRangeException(nameof(block), block, "A block has at least one token.");
    private readonly long blockCounts = blockCounts >= 1 ? blockCounts
        : throw new ArgumentOutOfRangeException(nameof(blockCounts), blockCounts, "At least one block is read.");
    private readonly long window = window >= 1 ? window
        : throw new ArgumentOutOfRangeException(nameof(window), window, "A window holds at least the query's own key.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "nsa",
        Name = "Native sparse attention (NSA)",
        Cite = new("Yuan et al.",
            "Native Sparse Attention: Hardware-Aligned and Natively Trainable Sparse Attention", 2025, "arXiv:2502.11089"),
        Formula = "o = g_cmp Attn(q, k̄, v̄) + g_slc Attn(q, top blocks) + g_swa Attn(q, window)",
        Tex = @"o = g^{cmp}\, \mathrm{Attn}(q, \bar k, \bar v) + g^{slc}\, \mathrm{Attn}(q, k_{\mathrm{top}}, v_{\mathrm{top}}) "
            + @"+ g^{swa}\, \mathrm{Attn}(q, k_{\mathrm{win}}, v_{\mathrm{win}})",
        Cost = new("n(n/b + kb + w)d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsCausal = true, IsOrdered = true, IgnoresKeyShift = true, Streams = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        .. Role.QueryKeyValue,
        new("g_cmp", "B H N", RoleKind.Token, "how much the means of blocks count") { Range = RoleRange.Unit },
        new("g_slc", "B H N", RoleKind.Token, "how much the blocks that were chosen count") { Range = RoleRange.Unit },
        new("g_swa", "B H N", RoleKind.Token, "how much the window counts") { Range = RoleRange.Unit },
    ];

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        inputs.RequireEqualWidths();
        var (seen, blocks) = (inputs.Mask.Visible(), new NsaBlocks(inputs, block));
        var causal = Hidden.Join(seen, inputs.Places.NotLater())!;
        var recent = Hidden.Join(seen, inputs.Places.Latest(window))!;
        var (k, v) = (inputs.Share(Hidden.Erase(inputs.K, inputs, causal)), inputs.Share(inputs.V));
        var scores = Reading.Scores(inputs, inputs.Q, k, scale ?? 1 / Math.Sqrt(inputs.WidthK));                // (B, H, N, M)
        var (means, spread) = blocks.Compress(scores, seen);                               // (B, H, N, blocks), (B, H, N, M)
        var chosen = blocks.Choose(means, blockCounts).logical_and(causal);
        var compressed = Hidden.Read(spread, v, spread.gt(0));
        var selected = Hidden.Read(Reading.Weights(scores, chosen), v, chosen);
        inputs.Trace?.Record("compressed", compressed);
        inputs.Trace?.Record("selected", selected);
        return (Gate("g_cmp") * compressed) + (Gate("g_slc") * selected)
            + (Gate("g_swa") * Hidden.Read(Reading.Weights(scores, recent), v, recent));

        Tensor Gate(string name) => inputs[name].unsqueeze(-1);
    }
}
