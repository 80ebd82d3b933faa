namespace Heed.Alone;

/// <summary>Tokens fall into buckets by a random hash under which vectors that are alike fall into the same, and a token reads those of its
/// own bucket that stand near it there.</summary>
/// <remarks>
/// A vector asks, and brought to length one it answers. Tokens are sorted by bucket and place and cut into chunks; one reads its own chunk
/// and the one before, of its bucket, and itself only where it is alone. Several hashes are weighed by how much each finds, so that what
/// several find counts more than once. Chunks are cut over the whole text, so even a causal one is not blind to how much comes later.
/// Buckets may be given; else signs of random directions make them, drawn from the seed, and a token
/// that the caller hides hashes as a vector of zeros. A mask can hide whole keys only.
/// </remarks>
/// <param name="bucketSize">Tokens of a chunk.</param>
/// <param name="rounds">How many hashes.</param>
/// <param name="causal">Whether a token reads only what came before it and itself.</param>
/// <param name="selfScore">The score of a token with itself, so low that it counts only for one that is alone.</param>
/// <param name="seed">Draws the directions where no buckets are given.</param>
public sealed class Lsh(long bucketSize = 3, long rounds = 2, bool causal = false, double selfScore = -50000, int seed = 1)
    : AloneMechanism, ICataloged<Lsh>
{
    private readonly LshBuckets hash = new(Checked.AtLeastOne(bucketSize, nameof(bucketSize)),
        Checked.AtLeastOne(rounds, nameof(rounds)), seed);

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "lsh",
        Name = "LSH attention (Reformer)",
        Cite = new("Kitaev, Kaiser and Levskaya", "Reformer: The Efficient Transformer", 2020, "arXiv:2001.04451"),
        Formula = "oᵢ = Σᵣ softmaxᵣ(log Zᵣᵢ) Σ_{j∈P(r,i)} softmaxⱼ(xᵢ·x̂ⱼ / √d) vⱼ,  P = same bucket and chunk or the one before",
        Tex = @"o_i = \sum_r \mathrm{softmax}_r(\log Z_{ri}) \sum_{j \in P_r(i)} \mathrm{softmax}_j\left(\frac{x_i \cdot \hat x_j}{\sqrt "
            + @"d}\right) v_j",
        Cost = new("rnbd", "rnb", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsOrdered = true, SumsToOne = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("qk", "B H M Dk", RoleKind.Key, "what asks and answers"),
        new("v", "B H M Dv", RoleKind.Value, "what is read"),
        new("buckets", "B H R M", RoleKind.Token, "the bucket of each token under each hash") { Optional = true },
    ];

    /// <inheritdoc />
    public override string OutputShape => "B H N Dv";

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <inheritdoc />
    public override long? SizeOf(string name, Sizes sizes) => name == "N" ? sizes.Find("M") : null;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        Checked.OnlyKeys(inputs);
        var hidden = inputs.Mask.KeyMask?.logical_not().view(inputs.Batch, 1, -1, 1);
        var (x, v) = (Shown(inputs["qk"]), Shown(inputs["v"]));
        var keys = torch.nn.functional.normalize(x, p: 2, dim: -1, eps: 1e-12);
        var scores = x.matmul(keys.transpose(-2, -1)) / Math.Sqrt(x.shape[^1]);            // (B, H, N, N)
        var (self, causes) = (torch.eye(inputs.Keys, dtype: torch.@bool), inputs.Places.NotLater());
        scores = scores.Filled(self, selfScore);
        var near = hash.Near(inputs.Signals.Find("buckets") ?? hash.Of(x));                // (B, H, R, N, N)
        if (causal) near = near.logical_and(causes);
        if (hidden is not null) near = near.logical_and(hidden.logical_not().view(inputs.Batch, 1, 1, 1, -1));
        var each = scores.unsqueeze(2).Filled(near.logical_not(), double.NegativeInfinity);
        // softmax of each hash, times its share of all: one softmax over what all of them found
        var weights = Hidden.Softmax(each.transpose(2, 3).flatten(3), near.transpose(2, 3).flatten(3))
            .unflatten(3, each.shape[2], inputs.Keys).sum(3);                              // (B, H, N, N)
        inputs.Trace?.Record("weights", weights);
        return weights.matmul(v);

        Tensor Shown(Tensor given) => hidden is null ? given : given.Filled(hidden, 0);
    }
}
