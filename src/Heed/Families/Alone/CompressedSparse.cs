namespace Heed.Alone;

/// <summary>Of the far past a token reads a few keys that each stand for some tokens, those which an indexer marks highest; of the latest
/// tokens it reads each.</summary>
/// <remarks>
/// Causal by itself. As <c>heavily-compressed</c>, but windows are short and overlap: an entry pools one half of what the tokens of the
/// window before say and the other half of what its own say. The indexer pools keys of its own alike. Entries that tie with the last one
/// chosen are chosen too, and the choice has no gradient. A mask can hide whole keys only.
/// </remarks>
/// <param name="compress">By how many tokens windows go on.</param>
/// <param name="topK">How many pooled keys a query reads.</param>
/// <param name="window">How many of the latest keys a query reads, its own included.</param>
/// <param name="rotaryDim">How many features are rotated, of keys and of those of the indexer.</param>
/// <param name="base">As of <c>rope</c>.</param>
/// <param name="rotaryPart">Which features are rotated.</param>
/// <param name="pairing">Which of them make a pair.</param>
/// <param name="eps">What is added to the mean square of a pooled key.</param>
public sealed class CompressedSparse(long compress = 2, long topK = 2, long window = 2, long rotaryDim = 4, double @base = 10000,
    Pairwise.Preparing.RotaryPart rotaryPart = Pairwise.Preparing.RotaryPart.Last,
    Pairwise.Preparing.RopePairing pairing = Pairwise.Preparing.RopePairing.Adjacent, double eps = 1e-6)
    : AloneMechanism, ICataloged<CompressedSparse>
{
    private readonly SharedKeys keys = new(rotaryDim, @base, pairing, rotaryPart);
    private readonly long compress = Checked.AtLeastOne(compress, nameof(compress));
    private readonly long topK = Checked.AtLeastOne(topK, nameof(topK));
    private readonly long window = Checked.AtLeastOne(window, nameof(window));

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "compressed-sparse",
        Name = "Compressed sparse attention (DeepSeek-V4)",
        Cite = HeavilyCompressed.Card.Cite,
        Formula = "oᵢ = R(−i) Σ_{κ ∈ top_k entries before i ∪ window} a_κ κ with a sink,  marks Σₐ wᵢₐ relu(qᴵᵢₐ·eᴵₜ / √dᴵ)",
        Tex = @"o_i = R_{-i} \sum_{\kappa} a_{i\kappa}\, \kappa,\quad \kappa \in \{R_j k_j\}_{i-w<j\le i} \cup \mathrm{top}_{k,\, t < "
            + @"\lfloor (i+1)/m \rfloor} \sum_a w_{ia}\, \mathrm{relu}\left(\frac{q^I_{ia} \cdot e^I_t}{\sqrt{d^I}}\right)",
        Cost = new("n(dᴵn/m + (k + w)d)", "n²/m", "(n/m + w)d"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = SharedKeys.Facts;

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles =>
    [
        .. SharedKeys.Roles("2Dk", compress),
        new("q_idx", "B HI=2 N DI", RoleKind.Token, "what the indexer's heads ask") { OnlyChooses = true },
        new("c_idx", "B M 2DI", RoleKind.Token, "what is pooled for the indexer") { OnlyChooses = true },
        new("z_idx", "B M 2DI", RoleKind.Token, "how much each channel of it counts") { OnlyChooses = true },
        new("position_bias_idx", $"{compress} 2DI", RoleKind.Parameter, "is added to that") { OnlyChooses = true },
        new("gamma_idx", "DI", RoleKind.Parameter, "weighs its features") { Start = RoleStart.One, OnlyChooses = true },
        new("w_idx", "B HI=2 N", RoleKind.Token, "what each head of the indexer counts") { OnlyChooses = true },
    ];

    /// <inheritdoc />
    public override string OutputShape => "B H N Dk";

    /// <inheritdoc />
    public override long KvHeads(long heads) => 1;

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var pooled = new PooledKeys(inputs, compress, eps);
        var (entries, index) = (Pooled(""), Pooled("_idx").unsqueeze(1));                  // (B, T, D), (B, 1, T, DI)
        var asks = keys.Turned(inputs["q_idx"], inputs.Places.Queries);
        var marks = (asks.matmul(index.transpose(-2, -1)) / Math.Sqrt(index.shape[^1])).relu();
        marks = (inputs["w_idx"].unsqueeze(-1) * marks).sum(1, true).detach();             // (B, 1, N, T)
        var chosen = Chosen.Best(marks, pooled.Visible().expand(marks.shape), topK);
        inputs.Trace?.Record("block_mask", chosen.squeeze(1));
        return keys.Read(inputs, entries, chosen, window);

        Tensor Pooled(string of) => keys.Turned(
            pooled.Of(inputs[$"c{of}"], inputs[$"z{of}"], inputs[$"position_bias{of}"], inputs[$"gamma{of}"]), pooled.Firsts);
    }
}
