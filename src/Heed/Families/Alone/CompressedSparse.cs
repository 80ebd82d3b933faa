using Heed.Pairwise.Patterns;
using Heed.Pairwise.Preparing;

namespace Heed.Alone;

/// <summary>A token reads the few tokens just before it one by one, and of the entries that stand for earlier ones those few that a small
/// indexer marks highest.</summary>
/// <remarks>
/// Causal by itself. As <c>heavily-compressed</c>, but an entry is made of two windows, so that neighbours overlap, and of many entries few
/// are read. The indexer makes entries of its own in the same way; its choice has no gradient, and ties with the last one are kept.
/// </remarks>
/// <param name="compress">Tokens of a window.</param>
/// <param name="topK">How many entries a query reads.</param>
/// <param name="window">How many of the last tokens are read one by one, the query's own included.</param>
/// <param name="rotaryDim">How many features of queries, keys and entries are rotated by place.</param>
/// <param name="base">As of <c>rope</c>.</param>
/// <param name="pairing">Which features make a pair.</param>
/// <param name="rotaryPart">Which features are rotated.</param>
/// <param name="eps">Added to the mean square of an entry.</param>
public sealed class CompressedSparse(long compress = 2, long topK = 2, long window = 2, long rotaryDim = 2, double @base = 10000,
    RopePairing pairing = RopePairing.Adjacent, RotaryPart rotaryPart = RotaryPart.Last, double eps = 1e-6)
    : AloneMechanism, ICataloged<CompressedSparse>
{
    private readonly PartTurn turn = new(rotaryDim, rotaryPart, @base, pairing);
    private readonly Compressor compressor = new(compress, eps, new(rotaryDim, rotaryPart, @base, pairing));
    private readonly long topK = topK >= 1 ? topK
        : throw new ArgumentOutOfRangeException(nameof(topK), topK, "A query reads at least one entry.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "compressed-sparse",
        Name = "Compressed sparse attention (DeepSeek-V4)",
        Cite = HeavilyCompressed.Card.Cite,
        Formula = "as heavily-compressed, Cₜ of windows t − 1 and t, read where t ∈ top_k of Σₐ wᵢₐ relu(qᴵᵢₐ·Cᴵₜ)",
        Tex = @"C_t = R_{tm}\, \mathrm{norm}\Bigl(\sum_{j=(t-1)m}^{tm+m-1} \mathrm{softmax}_j(z_j + b_j) \odot c_j\Bigr),\quad "
            + @"t \in \mathrm{top}_k \sum_a w_{ia}\, \mathrm{relu}(q^I_{ia} \cdot C^I_t)",
        Cost = new("n(w + k)d + n²dᴵ/m", "n²/m", "nd"),
    };

    /// <inheritdoc />
    public override Facts Facts => CompressedReading.Facts;

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        .. CompressedReading.Roles,
        .. Compressor.Roles("2Dk", compress, "Dk"),
        new("q_idx", "B HI=2 N DI", RoleKind.Token, "what the indexer's heads ask") { OnlyChooses = true },
        .. Compressor.Roles("2DI", compress, "DI", "_idx").Select(r => r with { OnlyChooses = true }),
        new("w_idx", "B HI=2 N", RoleKind.Token, "what each of them counts") { OnlyChooses = true },
    ];

    /// <inheritdoc />
    public override string OutputShape => "B H N Dk";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        if (!inputs.Mask.IsNone) throw new NotSupportedException("'compressed-sparse' makes entries of keys, so it can hide none of them.");
        var (entries, marked) = (Made(""), Made("_idx").unsqueeze(1).detach());            // (B, T, D), (B, 1, T, DI)
        var q = turn.Turned(inputs["q_idx"].detach(), inputs.Places.Queries);
        var marks = (q.matmul(marked.transpose(-2, -1)) / Math.Sqrt(q.shape[^1])).relu();  // (B, HI, N, T)
        marks = (inputs["w_idx"].detach().unsqueeze(-1) * marks).sum(1, true);
        var open = Chosen.Best(marks, compressor.Past(inputs.Places, entries.shape[1]), topK);
        return CompressedReading.Read(inputs, turn, window, entries, open);

        Tensor Made(string of) =>
            compressor.Overlapping(inputs["c" + of], inputs["z" + of], inputs["position_bias" + of], inputs["gamma" + of]);
    }
}
