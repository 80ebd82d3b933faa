namespace Heed.Alone;

/// <summary>Blocks of the text are brought into a learned order, and a block reads itself and the block that now stands where it
/// stands.</summary>
/// <remarks>
/// The order is soft: rows and columns of a matrix are brought to sums of one, in turn, and each sorted block is a mean of blocks. How well
/// a block goes with another may be given; else it is the product of the means of its queries and of the other's keys. The last block may
/// be short, and counts as filled up with zeros. The published noise belongs to training and is left out. A mask can hide whole keys only;
/// hidden ones count as zeros in sorted blocks.
/// </remarks>
/// <param name="block">Tokens of a block.</param>
/// <param name="iterations">How often rows and columns are brought to sums of one.</param>
public sealed class SinkhornSort(long block = 3, long iterations = 8) : AloneMechanism, ICataloged<SinkhornSort>
{
    private readonly long block = Checked.AtLeastOne(block, nameof(block));
    private readonly long iterations = Checked.AtLeastOne(iterations, nameof(iterations));

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "sinkhorn-sort",
        Name = "Sparse Sinkhorn attention",
        Cite = new("Tay et al.", "Sparse Sinkhorn Attention", 2020, "arXiv:2002.11296"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ over block(i) and Σ_b R[block(i), b] block b,  R = Sinkhorn(exp(r))",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot \tilde k_j}{\sqrt d}\right) \tilde v_j,\quad [\tilde k, \tilde v] = "
            + @"\Bigl[\sum_b R_{\beta(i) b}\, (K_b, V_b);\ (K_{\beta(i)}, V_{\beta(i)})\Bigr],\quad R = \mathrm{Sinkhorn}(e^r)",
        Cost = new("2nbd + (n/b)²d", "nb + (n/b)²", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsOrdered = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        .. Role.QueryKeyValue,
        new("sort_logits", "B H U W", RoleKind.Parameter, "how well a block of keys goes with a block of queries") { Optional = true },
    ];

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        inputs.RequireEqualWidths();
        Checked.OnlyKeys(inputs);
        if (inputs.Queries != inputs.Keys)
            throw new ArgumentException($"Blocks of {inputs.Queries} queries do not stand at blocks of {inputs.Keys} keys.", "q");
        var exists = (inputs.Mask.KeyMask ?? torch.ones([inputs.Batch, inputs.Keys], torch.@bool)).unsqueeze(1);          // (B, 1, M)
        var (k, v) = (inputs.Share(inputs.K), inputs.Share(inputs.V));
        var (asks, keys, values) = (Blocks(inputs.Q), Blocks(Shown(k)), Blocks(Shown(v)));  // (B, H, U, b, ·)
        var order = Balanced(inputs.Signals.Find("sort_logits")
            ?? asks.mean([3]).matmul(keys.mean([3]).transpose(-2, -1)) / Math.Sqrt(inputs.WidthK));             // (B, H, U, U)
        inputs.Trace?.Record("order", order);
        var read = torch.cat([Sorted(keys), keys], 3);                                     // (B, H, U, 2b, D)
        var own = Blocks(exists.unsqueeze(-1).to(read.dtype)).squeeze(-1).gt(0);           // (B, 1, U, b)
        var visible = torch.cat([torch.ones_like(own), own], 3).unsqueeze(3);
        var scores = asks.matmul(read.transpose(-2, -1)) / Math.Sqrt(inputs.WidthK);
        var blocks = Reading.Weights(scores, visible).matmul(torch.cat([Sorted(values), values], 3));
        return blocks.flatten(2, 3).narrow(2, 0, inputs.Queries);

        Tensor Shown(Tensor x) => inputs.Mask.KeyMask is null ? x : x.Filled(exists.logical_not().unsqueeze(-1), 0);
        Tensor Sorted(Tensor x) => order.matmul(x.flatten(3)).view(x.shape);
    }

    private Tensor Blocks(Tensor x)
    {
        var missing = ((-x.shape[2] % block) + block) % block;
        return torch.nn.functional.pad(x, [0, 0, 0, missing]).unflatten(2, -1, block);
    }

    private Tensor Balanced(Tensor logits)
    {
        for (var i = 0; i < iterations; i++)
        {
            logits -= logits.logsumexp(-1, true);
            logits -= logits.logsumexp(-2, true);
        }

        return logits.exp();
    }
}
