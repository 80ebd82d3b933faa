namespace Heed.Alone;

/// <summary>Several attentions side by side, each on a part of the features, with the linear maps before and after them: the layer of a
/// Transformer.</summary>
/// <remarks>
/// Elsewhere in the catalog heads are an axis of the inputs, and a layer has the maps; here they are inputs, so that a whole layer of
/// another library can be compared. A head has neighbouring features. The weights are those of each head.
/// </remarks>
/// <param name="heads">Heads; the width must be a multiple of them.</param>
/// <param name="causal">Whether a token reads only what came before it and itself.</param>
public sealed class MultiHead(long heads = 4, bool causal = false) : AloneMechanism, ICataloged<MultiHead>
{
    private static readonly Facts Always =
        new() { SumsToOne = true, IsLinearInValues = false, BlindIsZero = false, KeepsHeadsApart = false };
    private readonly long heads = SetReading.Counted(heads);

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "multi-head",
        Name = "Multi-head attention with its maps",
        Cite = new("Vaswani et al.", "Attention Is All You Need", 2017, "arXiv:1706.03762"),
        Formula = "oᵢ = W_o [o¹ᵢ; …; oᴴᵢ] + b_o,  oʰᵢ = Σⱼ softmaxⱼ((W_q xᵢ)ʰ·(W_k yⱼ)ʰ / √d) (W_v yⱼ)ʰ",
        Tex = @"o_i = W_o\, [o^1_i; \dots; o^H_i] + b_o,\quad o^h_i = \sum_j \mathrm{softmax}_j\left(\frac{(W_q x_i)^h \cdot (W_k "
            + @"y_j)^h}{\sqrt d}\right) (W_v y_j)^h",
        Cost = new("n²d + nHd²", "nd", "nd"),
        Float32Bound = 1e-4,                                                               // scores pass through two maps before softmax
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = Always with { IsCausal = causal, IsOrdered = causal, Streams = causal };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("x_q", "B N C", RoleKind.Query, "the tokens that ask"),
        new("x_kv", "B M C", RoleKind.Key, "the tokens that are read"),
        .. from of in (string[])["q", "k", "v", "o"]
           select new Role($"w_{of}", "C C", RoleKind.Parameter, $"the map of {Mapped(of)}"),
        .. from of in (string[])["q", "k", "v", "o"]
           select new Role($"b_{of}", "C", RoleKind.Parameter, $"is added to {Mapped(of)}") { Start = RoleStart.Zero },
    ];

    /// <inheritdoc />
    public override string OutputShape => "B N C";

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <inheritdoc />
    public override long? SizeOf(string name, Sizes sizes) => name == "H" ? heads : null;

    /// <inheritdoc />
    public override string? NoSteps => causal ? null : $"'{Name}' reads what comes later, so it cannot go token by token";

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var visible = inputs.Mask.Visible();
        if (causal) visible = Hidden.Join(visible, inputs.Places.NotLater());
        // tokens that nobody sees are no numbers to the maps
        var y = inputs["x_kv"];
        if (visible is not null)
            y = y.Filled(visible.expand(inputs.Batch, heads, inputs.Queries, inputs.Keys).any(1).any(1).logical_not().unsqueeze(-1), 0);
        var (q, k, v) = (Split("q", inputs["x_q"]), Split("k", y), Split("v", y));         // (B, H, ·, d)
        var weights = Reading.Weights(inputs, q, k, 1 / Math.Sqrt(q.shape[^1]), visible);
        inputs.Trace?.Record("weights", weights);
        return Map("o", Hidden.Read(weights, v, visible).transpose(1, 2).flatten(2));

        Tensor Map(string of, Tensor x) => x.matmul(inputs[$"w_{of}"].t()) + inputs[$"b_{of}"];
        Tensor Split(string of, Tensor x) => SetReading.Split(Map(of, x), heads);
    }

    private static string Mapped(string of) =>
        of switch { "q" => "queries", "k" => "keys", "v" => "values", _ => "what the heads read" };
}
