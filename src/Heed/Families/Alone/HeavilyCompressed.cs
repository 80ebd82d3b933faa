using Heed.Pairwise.Preparing;

namespace Heed.Alone;

/// <summary>A token reads the few tokens just before it one by one, and all that came earlier in entries that stand for a window of tokens
/// each.</summary>
/// <remarks>
/// Causal by itself: an entry is read once its window is wholly past. The one key head serves all query heads and is the values too; what
/// was read is rotated back to where the query stands. No key can be hidden, since it may be part of an entry.
/// </remarks>
/// <param name="compress">Tokens that make an entry.</param>
/// <param name="window">How many of the last tokens are read one by one, the query's own included.</param>
/// <param name="rotaryDim">How many features of queries, keys and entries are rotated by place.</param>
/// <param name="base">As of <c>rope</c>.</param>
/// <param name="pairing">Which features make a pair.</param>
/// <param name="rotaryPart">Which features are rotated.</param>
/// <param name="eps">Added to the mean square of an entry.</param>
public sealed class HeavilyCompressed(long compress = 3, long window = 2, long rotaryDim = 2, double @base = 10000,
    RopePairing pairing = RopePairing.Adjacent, RotaryPart rotaryPart = RotaryPart.Last, double eps = 1e-6)
    : AloneMechanism, ICataloged<HeavilyCompressed>
{
    private readonly PartTurn turn = new(rotaryDim, rotaryPart, @base, pairing);
    private readonly Compressor compressor = new(compress, eps, new(rotaryDim, rotaryPart, @base, pairing));

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "heavily-compressed",
        Name = "Heavily compressed attention (DeepSeek-V4)",
        Cite = new("DeepSeek-AI", "DeepSeek-V4: Towards Highly Efficient Million-Token Context Intelligence", 2026, "arXiv:2606.19348"),
        Formula = "oᵢ = R(−i) Σⱼ aᵢⱼ xⱼ,  x: R(j)kⱼ for i − w < j ≤ i, and Cₜ for (t + 1)m ≤ i + 1,  "
            + "Cₜ = R(tm) norm(Σ_{j in window t} softmaxⱼ(zⱼ + b) ∘ cⱼ)",
        Tex = @"o_i = R_{-i} \sum_x \frac{e^{(R_i q_i) \cdot x / \sqrt d}}{e^{s_h} + \sum_{x'} e^{(R_i q_i) \cdot x' / \sqrt d}}\, x,\quad "
            + @"C_t = R_{tm}\, \mathrm{norm}\Bigl(\sum_{j=tm}^{tm+m-1} \mathrm{softmax}_j(z_j + b_{j-tm}) \odot c_j\Bigr)",
        Cost = new("n(w + n/m)d", "n²/m", "nd"),
    };

    /// <inheritdoc />
    public override Facts Facts => CompressedReading.Facts;

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
        [.. CompressedReading.Roles, .. Compressor.Roles("Dk", compress, "Dk")];

    /// <inheritdoc />
    public override string OutputShape => "B H N Dk";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        if (!inputs.Mask.IsNone)
            throw new NotSupportedException("'heavily-compressed' makes entries of keys, so it can hide none of them.");
        var entries = compressor.Apart(inputs["c"], inputs["z"], inputs["position_bias"], inputs["gamma"]);
        return CompressedReading.Read(inputs, turn, window, entries, compressor.Past(inputs.Places, entries.shape[1]));
    }
}
