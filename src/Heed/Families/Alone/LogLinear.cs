namespace Heed.Alone;

/// <summary>
/// The past is cut into pieces, each twice as long as the one after it, and each keeps a fading memory that a token weighs on its own.
/// </summary>
/// <remarks>
/// Written out as one matrix; the pieces need no more than log n memories. Causal by itself. Level 0 is the token itself; tokens may have
/// more levels than a text needs. A hidden token does not let the memory fade.
/// </remarks>
/// <param name="scale">What dot products are multiplied by.</param>
public sealed class LogLinear(double scale = 1) : AloneMechanism, ICataloged<LogLinear>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "log-linear",
        Name = "Log-linear attention",
        Cite = new("Guo et al.", "Log-Linear Attention", 2025, "arXiv:2506.04761"),
        Formula = "aᵢⱼ = qᵢ·kⱼ α_{j+1}⋯αᵢ λᵢ[level(i, j)],  j ≤ i",
        Tex = @"a_{ij} = q_i \cdot k_j \prod_{s=j+1}^{i} \alpha_s\, \lambda_i[\mathrm{level}(i, j)],\quad j \le i",
        Cost = new("nd² log n", "nd + d² log n", "d² log n"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsCausal = true, IsOrdered = true, MayBeNegative = true, Streams = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        .. Role.QueryKeyValue,
        new("log_decay", "B H M", RoleKind.Token, "the logarithm of what is kept of the memory") { Range = RoleRange.Negative },
        new("level_scales", "B H N L=16", RoleKind.Token, "how much a token reads of the piece of each level"),
    ];

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        if (inputs.Mask.PairMask is not null || inputs.Mask.Bias is not null)
            throw new NotSupportedException($"'{Name}' keeps memories for all queries, so a mask can hide whole keys only, not pairs.");
        inputs.RequireEqualWidths();
        var visible = Hidden.Join(inputs.Mask.Visible(), inputs.Places.NotLater())!;
        var k = inputs.Share(Hidden.Erase(inputs.K, inputs, visible));
        var products = (scale * inputs.Q).matmul(k.transpose(-2, -1));                     // (B, H, N, M)
        var levels = Levels(inputs).expand(inputs.Batch, inputs.Heads, -1, -1);
        var weights = products * Kept(inputs) * inputs["level_scales"].gather(3, levels);
        return Hidden.Read(weights.Filled(visible.logical_not(), 0), inputs.Share(inputs.V), visible);
    }

    /// <summary>What is left of each key when each query asks.</summary>
    private static Tensor Kept(Inputs inputs)
    {
        var decay = inputs["log_decay"];
        if (inputs.Mask.KeyMask is { } keys) decay = decay.Filled(keys.logical_not().unsqueeze(1), 0);
        // what is decayed so far, for keys up to a place: queries stand at keys
        var sums = decay.cumsum(2);
        var at = Places.Of([.. inputs.Places.Queries.Select(q => Math.Max(0L, inputs.Places.Keys.TakeWhile(p => p <= q).Count() - 1))]);
        return (sums.index_select(2, at).unsqueeze(3) - sums.unsqueeze(2)).clamp(max: 0).exp();
    }

    /// <summary>Which level the piece has in which key j lies for query i: a piece of 2ᵇ tokens is of level b + 1.</summary>
    private static Tensor Levels(Inputs inputs)
    {
        var levels = inputs.Places.Queries.SelectMany(i => inputs.Places.Keys.Select(j => j >= i ? 0 : Level(i, j)));
        return Places.Of([.. levels]).view(inputs.Queries, inputs.Keys);

        static long Level(long end, long place)
        {
            while (end - (end & -end) > place) end -= end & -end;
            return System.Numerics.BitOperations.TrailingZeroCount(end) + 1;
        }
    }
}
