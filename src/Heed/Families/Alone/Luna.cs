namespace Heed.Alone;

/// <summary>A short packed text reads the whole text first, and then every token reads only what was packed.</summary>
/// <remarks>
/// What is packed serves as keys and values of the second reading, as the text does in the first. In a model each layer packs what the
/// layer before it packed; a layer by itself learns what asks first.
/// </remarks>
/// <param name="packed">How long the packed text is in a layer that learns it.</param>
public sealed class Luna(long packed = 4) : AloneMechanism, ICataloged<Luna>
{
    private readonly long packed = packed >= 1 ? packed
        : throw new ArgumentOutOfRangeException(nameof(packed), packed, "A packed text has at least one token.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "luna",
        Name = "Luna",
        Cite = new("Ma et al.", "Luna: Linear Unified Nested Attention", 2021, "arXiv:2106.01540"),
        Formula = "P = softmax(p Cᵀ / √d) C,  O = softmax(Q Pᵀ / √d) P",
        Tex = @"P = \mathrm{softmax}\left(\frac{p C^\top}{\sqrt d}\right) C,\quad "
            + @"O = \mathrm{softmax}\left(\frac{Q P^\top}{\sqrt d}\right) P",
        Cost = new("nrd", "nr + rd", "–"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new() { SumsToOne = true, IsLinearInValues = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles =>
    [
        new("q", "B H N D", RoleKind.Query, "what asks"),
        new("c", "B H M D", RoleKind.Value, "what is packed"),
        new("p", $"T=1 H L={packed} D", RoleKind.Parameter, "what asks first, the same for all texts or for each its own"),
    ];

    /// <inheritdoc />
    public override string OutputShape => "B H N D";

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <inheritdoc />
    public override WeightKind WeightKind => WeightKind.None;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        if (inputs.Mask.PairMask is not null || inputs.Mask.Bias is not null)
            throw new NotSupportedException($"'{Name}' packs keys before queries see them, so a mask can hide whole keys only, not pairs.");
        if (inputs.Sizes["T"] is not 1 and var texts && texts != inputs.Batch)
            throw new ArgumentException(
                $"'p' is given for {texts} texts, and there are {inputs.Batch}: give one for each or one for all.", "p");
        var (visible, scale) = (inputs.Mask.Visible(), 1 / Math.Sqrt(inputs.Sizes["D"]));
        var c = Hidden.Erase(inputs["c"], inputs, visible);
        var packing = Reading.Weights(inputs, inputs["p"].expand(inputs.Batch, -1, -1, -1), c, scale, visible); // (B, H, L, M)
        var packed = packing.matmul(c);
        var reading = Reading.Weights(inputs, inputs["q"], packed, scale, null);           // (B, H, N, L)
        inputs.Trace?.Record("packed", packed);
        inputs.Trace?.Record("weights", reading.matmul(packing));
        return reading.matmul(packed);
    }
}
