namespace Heed.Pairwise.Scores;

/// <summary>Each head has a vector for each distance back, with which a query is compared besides the key: it learns rhythms such as every
/// fourth token.</summary>
/// <remarks>
/// As Shaw's, but for each head and with a vector of its own for every distance of the text, so that products are made once for all
/// distances and then skewed into place. Nothing is added for keys ahead, which the paper's decoder hides.
/// </remarks>
/// <param name="tokens">How long a text may be in a layer that makes its own vectors.</param>
public sealed class SkewedRelative(long tokens = 256) : Score, ICataloged<SkewedRelative>
{
    private readonly long tokens = tokens >= 1 ? tokens
        : throw new ArgumentOutOfRangeException(nameof(tokens), tokens, "A text has at least one token.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "skewed-relative",
        Name = "Skewed relative attention (Music Transformer)",
        Cite = new("Huang et al.", "Music Transformer", 2018, "arXiv:1809.04281"),
        Formula = "oᵢ = Σⱼ softmaxⱼ((qᵢ·kⱼ + qᵢ·e[i − j]) / √d) vⱼ",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j + q_i \cdot e_{i-j}}{\sqrt d}\right) v_j",
        Cost = new("n²d", "nd", "nd"),
        Witness = new("skewed-relative(4) + causal",
            0.359486, -0.389433, -0.035363, 0.418866, 0.118126, -0.366647,
            0.187032, 0.210981, -0.0692798, -0.219328, 0.251825, 0.00973555),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = Distances.Facts with { GrowsWithQuery = true };

    /// <inheritdoc />
    public override string? NoKernel =>
        "skewed-relative compares queries with vectors of distances, and no part of a kernel does: it has no kernel";

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals =>
        [new("e_r", $"H L={tokens} Dk", RoleKind.Parameter, "what a query is compared with at a distance back, from 0 on")];

    /// <inheritdoc />
    public override double Factor(Inputs inputs) => 1 / Math.Sqrt(inputs.WidthK);

    /// <inheritdoc />
    public override Tensor Compare(Inputs inputs, Tensor q, Tensor k)
    {
        inputs.RequireEqualWidths();
        var (known, distance) = (inputs["e_r"].shape[1], inputs.Places.Distance(torch.int64));                 // (N, M)
        if (distance.max().ToInt64() is var far && far >= known)
            throw new ArgumentException($"'e_r' has vectors for {known} distances, and a key lies {far} back: "
                + "give 'tokens' as many as the longest text has.", "e_r");
        var back = Distances.At(q.matmul(inputs["e_r"].transpose(-2, -1)), distance.clamp_min(0));
        return q.matmul(k.transpose(-2, -1)) + back.Filled(distance.lt(0), 0);
    }
}
