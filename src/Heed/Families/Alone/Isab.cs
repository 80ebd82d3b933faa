namespace Heed.Alone;

/// <summary>A set reads itself through a few learned points: these read all tokens first, and then every token reads only these.</summary>
/// <remarks>Two blocks as <c>mab</c> has them, first points that read tokens, then tokens that read points.</remarks>
/// <param name="heads">Heads; the width must be a multiple of them.</param>
/// <param name="points">Points in a layer that makes its own.</param>
public sealed class Isab(long heads = 4, long points = 4) : AloneMechanism, ICataloged<Isab>
{
    private readonly long heads = SetReading.Counted(heads);
    private readonly long points = points >= 1 ? points
        : throw new ArgumentOutOfRangeException(nameof(points), points, "At least one point is needed.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "isab",
        Name = "Induced set attention block (Set Transformer)",
        Cite = Pma.Card.Cite,
        Formula = "o = mab(x, mab(i, x))",
        Tex = @"o = \mathrm{MAB}(x, \mathrm{MAB}(i, x)),\quad \mathrm{MAB}(x, y) = h + \mathrm{relu}(W_o h + b_o),\quad "
            + @"h = x + \mathrm{softmax}\left(\frac{x y^\top}{\sqrt c}\right) y",
        Cost = new("nrd", "nr + rd", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { IsLinearInValues = false, MayBeNegative = true, BlindIsZero = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles =>
    [
        new("x", "B M C", RoleKind.Value, "the tokens, which read and are read"),
        new("w_o", "C C", RoleKind.Parameter, "maps what tokens read of points"),
        new("b_o", "C", RoleKind.Parameter, "is added to it") { Start = RoleStart.Zero },
        new("i", $"R={points} C", RoleKind.Parameter, "what each point asks for"),
        new("w_o0", "C C", RoleKind.Parameter, "maps what points read of tokens"),
        new("b_o0", "C", RoleKind.Parameter, "is added to it") { Start = RoleStart.Zero },
    ];

    /// <inheritdoc />
    public override string OutputShape => "B N C";

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    public override long? SizeOf(string name, Sizes sizes) => name == "N" ? sizes.Find("M") : null;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var (x, visible) = SetReading.Shown(inputs, "x");
        var asked = inputs["i"].expand(inputs.Batch, -1, -1);                              // (B, R, C)
        var points = SetReading.Block(inputs, asked, x, heads, visible, inputs["w_o0"], inputs["b_o0"]);
        return SetReading.Block(inputs, x, points, heads, null, inputs["w_o"], inputs["b_o"]);
    }
}
