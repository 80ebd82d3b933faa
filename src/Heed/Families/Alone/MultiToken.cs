namespace Heed.Alone;

/// <summary>A score is a mixture of the scores of some queries before and of keys on both sides, so that a head can look for words that
/// stand together.</summary>
/// <remarks>
/// Causal by itself. Each head learns the mixture. Keys that come after a query, or that the caller hides, count as scores of 0 before they
/// are mixed, and get nothing after. Earlier queries are needed, which no cache holds, so it does not go token by token. The paper's other
/// part, a mixture of heads, is left out, as is its norm: <c>talking-heads</c> mixes heads.
/// </remarks>
/// <param name="queries">Over how many queries is mixed, the own one included.</param>
/// <param name="keys">Over how many keys.</param>
public sealed class MultiToken(long queries = 2, long keys = 3) : AloneMechanism, ICataloged<MultiToken>
{
    private readonly long queries = Checked.AtLeastOne(queries, nameof(queries));
    private readonly long keys = Checked.AtLeastOne(keys, nameof(keys));

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "multi-token",
        Name = "Multi-token attention (key-query convolution)",
        Cite = new("Golovneva et al.", "Multi-Token Attention", 2025, "arXiv:2504.00927"),
        Formula = "oᵢ = Σ_{j≤i} softmaxⱼ(Σₐ Σ_b θₐ_b [j − b ≤ i] qᵢ₋ₐ·kⱼ₋_b / √d) vⱼ",
        Tex = @"o_i = \sum_{j \le i} \mathrm{softmax}_j\left(\sum_{a=0}^{c_q-1} \sum_b \theta_{ab}\, [j - b \le i]\, \frac{q_{i-a} \cdot "
            + @"k_{j-b}}{\sqrt d}\right) v_j",
        Cost = new("n²(d + c)", "n²", "–"),
        Witness = new("multi-token(2, 3)",
            -0.333643, -0.0042241, 0.337159, -0.276391, -0.447221, 0.307919,
            0.190942, -0.466839, -0.367223, 0.399645, 0.0346012, -0.428443),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsCausal = true, IsOrdered = true, SumsToOne = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles =>
    [
        .. Role.QueryKeyValue,
        new("theta", $"H {queries} {keys}", RoleKind.Parameter, "how scores are mixed: the own query first, the latest key first"),
    ];

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        inputs.RequireEqualWidths();
        if (inputs.Queries != inputs.Keys)
            throw new ArgumentException(
                $"Scores of all queries are mixed: {inputs.Queries} queries and {inputs.Keys} keys are not the same tokens.", "q");
        var (past, seen) = (inputs.Places.NotLater(), inputs.Mask.Visible());
        var visible = Hidden.Join(seen, past)!;
        var k = inputs.Share(Hidden.Erase(inputs.K, inputs, visible));
        var scores = inputs.Q.matmul(k.transpose(-2, -1)) / Math.Sqrt(inputs.WidthK);      // (B, H, N, M)
        if (seen is not null) scores = scores.Filled(seen.logical_not(), 0);
        var mixed = torch.zeros_like(scores);
        for (long a = 0; a < queries; a++)
            for (long b = 0; b < keys; b++)
                mixed += inputs["theta"].select(1, a).select(1, b).view(-1, 1, 1) * Moved(scores, past, a, b - (keys / 2));
        var weights = Reading.Weights(Reading.Biased(inputs, mixed), visible);
        inputs.Trace?.Record("weights", weights);
        return Hidden.Read(weights, inputs.Share(inputs.V), visible);
    }

    /// <summary>The score of a query so far back with a key so far back, 0 where there is none, or where the query that asks comes
    /// before that key.</summary>
    private static Tensor Moved(Tensor scores, Tensor past, long query, long key)
    {
        var tokens = scores.shape[2];
        var (rows, before, after) = (Math.Min(query, tokens), Math.Clamp(key, 0, tokens), Math.Clamp(-key, 0, tokens));
        var asked = torch.nn.functional.pad(scores, [0, 0, rows, 0]).narrow(2, 0, tokens).Filled(past.logical_not(), 0);
        return torch.nn.functional.pad(asked, [before, after]).narrow(3, after, tokens);
    }
}
