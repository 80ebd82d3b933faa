namespace Heed.Alone;

/// <summary>The whole layer of a transformer: tokens become queries, keys and values of several heads, which read side by side, and a last
/// map mixes what they read.</summary>
/// <remarks>
/// All four maps are inputs, each as (out, in), and head h has the h-th run of features. Its keys come from another text, or the same one.
/// A token that sees nothing gets the last map's bias.
/// </remarks>
/// <param name="heads">Heads; the width must be a multiple of them.</param>
/// <param name="causal">Whether tokens do not read what comes later.</param>
public sealed class MultiHead(long heads = 4, bool causal = false) : AloneMechanism, ICataloged<MultiHead>
{
    private readonly long heads = heads >= 1 ? heads
        : throw new ArgumentOutOfRangeException(nameof(heads), heads, "There must be at least one head.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "multi-head",
        Name = "Multi-head attention (the layer)",
        Cite = new("Vaswani et al.", "Attention Is All You Need", 2017, "arXiv:1706.03762"),
        Formula = "o = W_o [Attn(W_q^h x, W_k^h y, W_v^h y)]ₕ + b_o,  each map with its bias",
        Tex = @"o = W_o \bigl[\mathrm{Attn}(W_q^h x + b_q^h,\ W_k^h y + b_k^h,\ W_v^h y + b_v^h)\bigr]_h + b_o",
        Cost = new("n²c + nc²", "nc", "nc"),
    };

    /// <inheritdoc />
    public override Facts Facts => new()
    {
        IsCausal = causal,
        IsOrdered = causal,
        SumsToOne = true,
        IsLinearInValues = false,
        Streams = causal,
        KeepsHeadsApart = false,
        BlindIsZero = false,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("x_q", "B N C", RoleKind.Query, "the tokens that ask"),
        new("x_kv", "B M C", RoleKind.Key, "the tokens that are asked and read"),
        .. ((string[])["q", "k", "v", "o"]).SelectMany<string, Role>(of =>
        [
            new($"w_{of}", "C C", RoleKind.Parameter, $"the map of {of}"),
            new($"b_{of}", "C", RoleKind.Parameter, "is added to it") { Start = RoleStart.Zero },
        ]),
    ];

    /// <inheritdoc />
    public override string OutputShape => "B N C";

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <inheritdoc />
    public override long? SizeOf(string name, Sizes sizes) => name is "H" or "G" ? heads : null;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var width = inputs.Sizes["C"];
        if (width % heads != 0)
            throw new ArgumentException($"A width of {width} cannot be divided among {heads} heads: give a multiple of {heads}.", "x_q");
        var visible = inputs.Mask.Visible();
        if (causal) visible = Hidden.Join(visible, new Pairwise.Patterns.Causal().Visible(inputs.Places));
        var seen = visible?.expand(inputs.Batch, heads, inputs.Queries, inputs.Keys).any(1).any(1).unsqueeze(-1);       // (B, M, 1)
        var x = seen is null ? inputs["x_kv"] : inputs["x_kv"].Filled(seen.logical_not(), 0);
        var (q, k, v) = (Split(Mapped(inputs["x_q"], "q")), Split(Mapped(x, "k")), Split(Mapped(x, "v")));
        var weights = Reading.Weights(inputs, q, k, 1 / Math.Sqrt(width / heads), visible);                    // (B, H, N, M)
        inputs.Trace?.Record("weights", weights);
        return Mapped(Hidden.Read(weights, v, visible).transpose(1, 2).flatten(2), "o");

        Tensor Mapped(Tensor y, string of) => y.matmul(inputs["w_" + of].t()) + inputs["b_" + of];

        Tensor Split(Tensor y) => y.unflatten(2, [heads, width / heads]).transpose(1, 2);
    }
}
