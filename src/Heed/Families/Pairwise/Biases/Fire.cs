namespace Heed.Pairwise.Biases;

/// <summary>
/// A small network turns distance into what is added to a score, after distance was divided by how far the text already reaches: so it
/// sees numbers between 0 and 1 on texts of any length.
/// </summary>
/// <remarks>
/// Distances pass through a logarithm first. Up to L tokens they are divided by the same number, then by that of the query's place.
/// All heads share the hidden layer. The paper's model is causal (<c>fire + causal</c>) and learns c and L, which are options here;
/// without a mask, what lies ahead is as far as what lies behind.
/// </remarks>
/// <param name="c">How strongly the logarithm spreads near distances.</param>
/// <param name="L">Until which place all queries divide by the same number.</param>
/// <param name="eps">What is added to that number.</param>
/// <param name="width">Hidden units, in a layer that makes its own weights.</param>
public sealed class Fire(double c = 0.1, double L = 512, double eps = 1e-6, long width = 32) : Bias, ICataloged<Fire>
{
    private readonly double c = c > 0 ? c : throw new ArgumentOutOfRangeException(nameof(c), c, "It must be positive.");

    private readonly double least = L > 0 ? L : throw new ArgumentOutOfRangeException(nameof(L), L, "It must be positive.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "fire",
        Name = "FIRE (functional interpolation for relative positions)",
        Cite = new("Li et al.",
            "Functional Interpolation for Relative Positions Improves Long Context Transformers", 2023, "arXiv:2310.04418"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d + f(ψ(|i − j|) / ψ(max(i, L)))) vⱼ,  ψ(x) = log(cx + 1),  f a network",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d} + "
            + @"f\left(\frac{\psi(|i - j|)}{\psi(\max(i, L))}\right)\right) v_j,\quad \psi(x) = \log(cx + 1)",
        Cost = new("n²(d + w)", "n²", "nd"),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Relative, Learns = true };     // for its own key: 0 at all places

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
    [
        new("w1", $"{Hidden(width)} 1", RoleKind.Parameter, "from the distance to the hidden layer"),
        new("b1", "W", RoleKind.Parameter, "added in the hidden layer"),
        new("w2", "H W", RoleKind.Parameter, "from the hidden layer to what a head adds"),
        new("b2", "H", RoleKind.Parameter, "added for each head") { Start = RoleStart.Zero },
    ];

    /// <inheritdoc />
    public override Tensor Of(Meeting meeting)
    {
        var inputs = meeting.Inputs;
        var until = Places.Of(inputs.Places.Queries).to(torch.float64).clamp_min(least).unsqueeze(-1);     // (N, 1)
        var share = Log(inputs.Places.Distance(torch.float64).abs()) / (Log(until) + eps);                 // (N, M)
        var hidden = share.to(meeting.Scores.dtype).unsqueeze(-1) * inputs["w1"].squeeze(-1) + inputs["b1"];
        return (hidden.relu().matmul(inputs["w2"].t()) + inputs["b2"]).permute(2, 0, 1);                   // (H, N, M)

        // log(cx + 1), also where cx is more than a number can be
        Tensor Log(Tensor far) => torch.where((c * far).isfinite(), (c * far).log1p(), Math.Log(c) + far.log());
    }

    private static string Hidden(long width) => width >= 1 ? $"W={width}"
        : throw new ArgumentOutOfRangeException(nameof(width), width, "The hidden layer has at least one unit.");
}
