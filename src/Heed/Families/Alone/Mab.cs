namespace Heed.Alone;

/// <summary>Each vector of one set reads another set, and what it read is added to the vector itself: the block of Set
/// Transformers.</summary>
/// <remarks>
/// Products are divided by √ of the full width and not of a head's, as its authors wrote it. The maps of queries, keys and values, and the
/// layer norms, are left out.
/// </remarks>
/// <param name="heads">Heads; the width must be a multiple of them.</param>
public sealed class Mab(long heads = 4) : AloneMechanism, ICataloged<Mab>
{
    private readonly long heads = SetReading.Counted(heads);

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "mab",
        Name = "Multi-head attention block (Set Transformer)",
        Cite = Pma.Card.Cite,
        Formula = "o = h + relu(W_o h + b_o),  hᵢ = xᵢ + Σⱼ softmaxⱼ(xᵢ·yⱼ / √c) yⱼ  for each head",
        Tex = @"o = h + \mathrm{relu}(W_o h + b_o),\quad h_i = x_i + \sum_j \mathrm{softmax}_j\left(\frac{x_i \cdot y_j}{\sqrt "
            + @"c}\right) y_j",
        Cost = new("nmd", "nm + md", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsLinearInValues = false, MayBeNegative = true, BlindIsZero = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("x", "B N C", RoleKind.Query, "the vectors that read"),
        new("y", "B M C", RoleKind.Value, "those that are read"),
        new("w_o", "C C", RoleKind.Parameter, "maps what was read"),
        new("b_o", "C", RoleKind.Parameter, "is added to it") { Start = RoleStart.Zero },
    ];

    /// <inheritdoc />
    public override string OutputShape => "B N C";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var visible = inputs.Mask.Visible();
        var y = Hidden.Erase(inputs["y"].unsqueeze(1), inputs, visible).squeeze(1);        // (B, M, C)
        return SetReading.Block(inputs, inputs["x"], y, heads, visible, inputs["w_o"], inputs["b_o"]);
    }
}
