namespace Heed.Pairwise.Scores;

/// <summary>
/// Between a key and a query lie the tokens of the text, and each turns or flattens what it is passed along one direction of its own
/// choice: the score says how the two match after that path.
/// </summary>
/// <remarks>
/// Every token gives a direction w of length 1 and a strength β from 0 to 2: at 0 it changes nothing, at 1 it erases the direction, at 2
/// it mirrors. The later of the two tokens acts, the earlier does not; a key that a query may not see, by the caller's mask, changes
/// nothing. The paper's model is causal (<c>path + causal</c>); without a mask, the path to what lies ahead goes through the tokens after
/// the query, up to the key.
/// </remarks>
/// <param name="scale">What scores are multiplied by; 1/√d when not given.</param>
public sealed class HouseholderPath(double? scale = null) : Score, ICataloged<HouseholderPath>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "path",
        Name = "PaTH (products of Householder transformations)",
        Cite = new("Yang et al.",
            "PaTH Attention: Position Encoding via Accumulating Householder Transformations", 2025, "arXiv:2505.16381"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢᵀ Hᵢ ⋯ Hⱼ₊₁ kⱼ / √d) vⱼ,  Hₜ = I − βₜ wₜ wₜᵀ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i^\top H_i \cdots H_{j+1} k_j}{\sqrt d}\right) v_j,\quad "
            + @"H_t = I - \beta_t w_t w_t^\top",
        Cost = new("n²d", "nd", "2nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => Distances.Facts with { IsAffineInKeys = false, ReadsBetween = true, GrowsWithQuery = true };

    /// <inheritdoc />
    public override string? NoKernel => "path changes a query from key to key, which no kernel does: it has no kernel";

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
    [
        new("w", "B H M Dk", RoleKind.Token, "the direction that a token changes") { Range = RoleRange.UnitVector },
        new("beta", "B H M", RoleKind.Token, "how much it changes it") { Range = RoleRange.UpToTwo },
    ];

    /// <inheritdoc />
    public override double Factor(Inputs inputs) => scale ?? 1 / Math.Sqrt(inputs.WidthK);

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
    {
        inputs.RequireEqualWidths();
        var (w, beta) = (inputs["w"], inputs["beta"].unsqueeze(-2).expand(inputs.Batch, inputs.Heads, inputs.Queries, inputs.Keys));
        if (inputs.Mask.Visible() is { } visible)
        {
            beta = torch.where(visible, beta, torch.zeros_like(beta));                     // (B, H, N, M)
            w = w.Filled(visible.any(-2, true).expand(inputs.Batch, inputs.Heads, 1, -1).squeeze(2).logical_not().unsqueeze(-1), 0);
        }

        var behind = inputs.Places.Distance(torch.int64);                                  // (N, M)
        var (scores, back, ahead) = (new Tensor[inputs.Keys], q, q);                       // queries on their way to a key
        for (var j = scores.Length - 1; j >= 0; back = Passed(back, j--, behind.ge(0))) scores[j] = Meets(back, j);
        for (var j = 0; j < scores.Length; j++)
        {
            ahead = Passed(ahead, j, behind.lt(0));
            scores[j] = torch.where(behind.select(1, j).ge(0), scores[j], Meets(ahead, j));
        }

        return torch.stack(scores, -1);

        Tensor Meets(Tensor x, int j) => x.matmul(k.select(2, j).unsqueeze(-1)).squeeze(-1);             // (B, H, N)

        Tensor Passed(Tensor x, int j, Tensor onTheWay)
        {
            var (direction, much) = (w.select(2, j).unsqueeze(-2), beta.select(3, j) * onTheWay.select(1, j).to(x.dtype));
            return x - (much * (x * direction).sum(-1)).unsqueeze(-1) * direction;         // (B, H, N, D)
        }
    }
}
