namespace Heed.Alone;

/// <summary>What a token is compared by is also what is read of it, so that half of a cache is saved.</summary>
/// <remarks>
/// Causal by itself. Position must not be read along with the value: <c>unrotated</c> (Gemma 4) reads the key as it was before its factors
/// and its rotation, and takes raw keys, whose mean square it brings to 1; <c>derotated</c> (DeepSeek-V4) reads one rotated key for all
/// heads and turns what was read back by the place of the query, so that it knows distances only; it has a sink.
/// Queries are given normalised, and not yet rotated.
/// </remarks>
/// <param name="form">What is read of a key.</param>
/// <param name="rotaryDim">How many features are rotated: of <c>unrotated</c> the fastest pairs of all, of <c>derotated</c> those of one
/// part.</param>
/// <param name="base">As of <c>rope</c>.</param>
/// <param name="pairing">Which features make a pair.</param>
/// <param name="rotaryPart">Of <c>derotated</c>: which features are rotated.</param>
/// <param name="window">How many keys a query sees, its own included; 0 means all before it.</param>
/// <param name="scale">What products are multiplied by; 1/√d when not given.</param>
/// <param name="eps">Of <c>unrotated</c>: what is added to the mean square.</param>
public sealed class KeysAsValues(KeysAsValuesForm form = KeysAsValuesForm.Unrotated, long rotaryDim = 4, double @base = 10000,
    Pairwise.Preparing.RopePairing pairing = Pairwise.Preparing.RopePairing.Halves,
    Pairwise.Preparing.RotaryPart rotaryPart = Pairwise.Preparing.RotaryPart.Last, long window = 0, double? scale = null, double eps = 1e-6)
    : AloneMechanism, ICataloged<KeysAsValues>
{
    private readonly SharedKeys keys = new(rotaryDim, @base, pairing, rotaryPart);
    private readonly long window = window >= 0 ? window
        : throw new ArgumentOutOfRangeException(nameof(window), window, "A window holds at least the query's own key; 0 means none.");
    private readonly double eps = eps >= 0 ? eps : throw new ArgumentOutOfRangeException(nameof(eps), eps, "It is not negative.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "keys-as-values",
        Name = "Keys as values (Gemma 4, DeepSeek-V4)",
        Cite = new("Google", "Gemma 4, the model as its code computes it", 2026,
            "github.com/ml-explore/mlx-lm/blob/main/mlx_lm/models/gemma4_text.py"),
        Formula = "oᵢ = Σ_{j≤i} softmaxⱼ(R(i)qᵢ·R(j)(γ⊙k̂ⱼ) / √d) k̂ⱼ,  k̂ = k / rms(k);  or oᵢ = R(−i) Σ_{j≤i} aᵢⱼ R(j)kⱼ with a sink",
        Tex = @"o_i = \sum_{j \le i} \mathrm{softmax}_j\left(\frac{R_i q_i \cdot R_j (\gamma \odot \hat k_j)}{\sqrt d}\right) \hat k_j,"
            + @"\quad \hat k = \frac{k}{\mathrm{rms}(k)}",
        Cost = new("n²d", "nd", "nd/2"),
    };

    private bool TurnsBack => form == KeysAsValuesForm.Derotated;

    /// <inheritdoc />
    public override Facts Facts => SharedKeys.Facts with { SumsToOne = !TurnsBack, MayBeNegative = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles =>
    [
        new("q", "B H N Dk", RoleKind.Query, "what asks"),
        new("k", "B G M Dk", RoleKind.Key, "what is compared and read"),
        TurnsBack ? new("sink", "H", RoleKind.Parameter, "the score of reading nothing") { Start = RoleStart.Zero }
            : new("gamma_k", "Dk", RoleKind.Parameter, "weighs the features of a key") { Start = RoleStart.One },
    ];

    /// <inheritdoc />
    public override string OutputShape => "B H N Dk";

    /// <inheritdoc />
    public override long KvHeads(long heads) => TurnsBack ? 1 : heads;

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var visible = Hidden.Join(inputs.Mask.Visible(), window == 0 ? inputs.Places.NotLater() : inputs.Places.Latest(window))!;
        var k = Hidden.Erase(inputs.K, inputs, visible);
        if (TurnsBack) return keys.Read(inputs, inputs.Share(keys.Turned(k, inputs.Places.Keys)), visible, scale);
        k = inputs.Share(k / (k.square().mean([-1], true) + eps).sqrt());                  // (B, H, M, D)
        var (q, met) = (keys.TurnedFastest(inputs.Q, inputs.Places.Queries), keys.TurnedFastest(k * inputs["gamma_k"], inputs.Places.Keys));
        var weights = Reading.Weights(inputs, q, met, scale ?? 1 / Math.Sqrt(inputs.WidthK), visible);
        inputs.Trace?.Record("weights", weights);
        return Hidden.Read(weights, k, visible);
    }
}
