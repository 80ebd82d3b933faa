namespace Heed.Alone;

/// <summary>A few learned seeds read a whole set of tokens and leave one vector each, so that a text of any length becomes a summary of
/// fixed size.</summary>
/// <remarks>
/// Pooling by multi-head attention, as its authors wrote it: products are divided by √ of the full width and not of a head's, and what a
/// seed read is
/// added to the seed itself. The maps of queries, keys and values, and the layer norms, are left out.
/// </remarks>
/// <param name="heads">Heads; the width must be a multiple of them.</param>
public sealed class Pma(long heads = 4) : AloneMechanism, ICataloged<Pma>
{
    private readonly long heads = SetReading.Counted(heads);

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "pma",
        Name = "Pooling by multi-head attention (Set Transformer)",
        Cite = new("Lee et al.",
            "Set Transformer: A Framework for Attention-based Permutation-Invariant Neural Networks", 2018, "arXiv:1810.00825"),
        Formula = "o = h + relu(W_o h + b_o),  hᵣ = sᵣ + Σⱼ softmaxⱼ(sᵣ·xⱼ / √c) xⱼ  for each head",
        Tex = @"o = h + \mathrm{relu}(W_o h + b_o),\quad h_r = s_r + \sum_j \mathrm{softmax}_j\left(\frac{s_r \cdot x_j}{\sqrt "
            + @"c}\right) x_j",
        Cost = new("rnd", "nd", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsLinearInValues = false, MayBeNegative = true, BlindIsZero = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("x", "B M C", RoleKind.Value, "the tokens that are read"),
        new("s", "R=4 C", RoleKind.Parameter, "what each seed asks for"),
        new("w_o", "C C", RoleKind.Parameter, "maps what was read"),
        new("b_o", "C", RoleKind.Parameter, "is added to it") { Start = RoleStart.Zero },
    ];

    /// <inheritdoc />
    public override string OutputShape => "B R C";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var (x, visible) = SetReading.Shown(inputs, "x");
        return SetReading.Block(inputs, inputs["s"].expand(inputs.Batch, -1, -1), x, heads, visible, inputs["w_o"], inputs["b_o"]);
    }
}
