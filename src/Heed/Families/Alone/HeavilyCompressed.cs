namespace Heed.Alone;

/// <summary>Of the far past a token reads one key for many tokens, a mean whose weights are learned for each channel; of the latest tokens
/// it reads each.</summary>
/// <remarks>
/// Causal by itself. A window is read as one key once all of it is past, beside the latest keys in one softmax with a sink. Keys are
/// values: they are rotated, and what was read is turned back by the place of the query. A pooled key stands where its first token
/// stands; tokens after the last whole window are not pooled. A mask can hide whole keys only.
/// </remarks>
/// <param name="compress">How many tokens become one key.</param>
/// <param name="window">How many of the latest keys a query reads, its own included.</param>
/// <param name="rotaryDim">How many features are rotated.</param>
/// <param name="base">As of <c>rope</c>.</param>
/// <param name="rotaryPart">Which features are rotated.</param>
/// <param name="pairing">Which of them make a pair.</param>
/// <param name="eps">What is added to the mean square of a pooled key.</param>
public sealed class HeavilyCompressed(long compress = 3, long window = 2, long rotaryDim = 4, double @base = 10000,
    Pairwise.Preparing.RotaryPart rotaryPart = Pairwise.Preparing.RotaryPart.Last,
    Pairwise.Preparing.RopePairing pairing = Pairwise.Preparing.RopePairing.Adjacent, double eps = 1e-6)
    : AloneMechanism, ICataloged<HeavilyCompressed>
{
    private readonly SharedKeys keys = new(rotaryDim, @base, pairing, rotaryPart);
    private readonly long compress = Checked.AtLeastOne(compress, nameof(compress));
    private readonly long window = Checked.AtLeastOne(window, nameof(window));

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "heavily-compressed",
        Name = "Heavily compressed attention (DeepSeek-V4)",
        Cite = new("DeepSeek-AI", "DeepSeek-V4, the model as its code computes it", 2026,
            "github.com/huggingface/transformers/blob/main/src/transformers/models/deepseek_v4/modeling_deepseek_v4.py"),
        Formula = "oᵢ = R(−i) Σ_{κ ∈ entries before i ∪ window} a_κ κ with a sink,  "
            + "entryₜ = R(tm) norm(Σ_{j in window t} softmaxⱼ(zⱼ + b)⊙cⱼ)",
        Tex = @"o_i = R_{-i} \sum_{\kappa} a_{i\kappa}\, \kappa,\quad \kappa \in \{R_j k_j\}_{i-w<j\le i} \cup \{e_t\}_{t < "
            + @"\lfloor (i+1)/m \rfloor},\quad e_t = R_{tm}\, \mathrm{norm}\Bigl(\sum_{j} \mathrm{softmax}_j(z_j + b) \odot c_j\Bigr)",
        Cost = new("n(n/m + w)d", "n²/m", "(n/m + w)d"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = SharedKeys.Facts;

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles => SharedKeys.Roles("Dk", compress);

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
        var entries = keys.Turned(pooled.Of(inputs["c"], inputs["z"], inputs["position_bias"], inputs["gamma"]), pooled.Firsts);
        return keys.Read(inputs, entries, pooled.Visible(), window);
    }
}
