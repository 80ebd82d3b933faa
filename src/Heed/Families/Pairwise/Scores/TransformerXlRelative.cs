namespace Heed.Pairwise.Scores;

/// <summary>
/// A query is compared with what a key holds and, apart from that, with how far away it lies; each comparison has a learned vector of its
/// own that stands for what every query asks.
/// </summary>
/// <remarks>
/// Four terms in one product: content and distance, each as this query and as any query likes them. The vectors of distances are given as
/// they are compared (in the paper sinusoids times a matrix), the first for a token's own key. The paper's model is causal
/// (<c>transformer-xl-relative + causal</c>); without a mask, what lies ahead is as far as what lies behind.
/// </remarks>
/// <param name="distances">How many vectors there are, in a layer that makes its own weights; a text may have as many tokens.</param>
/// <param name="scale">What scores are multiplied by; 1/√d when not given.</param>
public sealed class TransformerXlRelative(long distances = 64, double? scale = null) : Score, ICataloged<TransformerXlRelative>
{
    private readonly long distances = distances >= 1 ? distances
        : throw new ArgumentOutOfRangeException(nameof(distances), distances, "A token's own key has a distance, too.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "transformer-xl-relative",
        Name = "Relative positions of Transformer-XL",
        Cite = new("Dai et al.", "Transformer-XL: Attentive Language Models Beyond a Fixed-Length Context", 2019, "arXiv:1901.02860"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(((qᵢ + u)·kⱼ + (qᵢ + w)·r[i − j]) / √d) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{(q_i + u) \cdot k_j + (q_i + w) \cdot r_{i - j}}{\sqrt d}\right) v_j",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts => Distances.Facts;

    /// <inheritdoc />
    public override string? NoKernel =>
        "transformer-xl-relative compares queries with vectors of distances, and no part of a kernel does: it has no kernel";

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals =>
    [
        new("r", $"H distances={distances} Dk", RoleKind.Parameter, "what a distance is compared by, from 0 on"),
        new("u_bias", "H Dk", RoleKind.Parameter, "added to queries that are compared with keys") { Start = RoleStart.Zero },
        new("v_bias", "H Dk", RoleKind.Parameter, "added to queries that are compared with distances") { Start = RoleStart.Zero },
    ];

    /// <inheritdoc />
    public override double Factor(Inputs inputs) => scale ?? 1 / Math.Sqrt(inputs.WidthK);

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
    {
        inputs.RequireEqualWidths();
        var (r, far) = (inputs["r"], inputs.Places.Distance(torch.int64).abs());           // (H, R, D), (N, M)
        if (far.max().ToInt64() is var most && most >= r.shape[1])
            throw new ArgumentException($"'r' has vectors for {r.shape[1]} distances, but two tokens lie {most} apart: give more, "
                + $"or let a layer learn as many with 'transformer-xl-relative({most + 1})'.", "r");
        var content = (q + inputs["u_bias"].unsqueeze(1)).matmul(k.transpose(-2, -1));
        return content + Distances.At((q + inputs["v_bias"].unsqueeze(1)).matmul(r.transpose(-2, -1)), far);
    }
}
