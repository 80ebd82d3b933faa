namespace Heed.Pairwise.Sharing;

/// <summary>What is read is a mean of a layer's own values and those of the first layer, so that what a token first said is not lost in
/// deep models.</summary>
/// <remarks>Halves of both unless said otherwise. The paper also learns how much each counts, which is a matter of training.</remarks>
/// <param name="lambda">How much the layer's own values count, from 0 to 1.</param>
public sealed class ValueResidual(double lambda = 0.5) : HeadSharing, ICataloged<ValueResidual>
{
    private readonly double own = lambda is >= 0 and <= 1 ? lambda
        : throw new ArgumentOutOfRangeException(nameof(lambda), lambda, "It lies between 0 and 1.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "value-residual",
        Name = "Value residual (ResFormer)",
        Cite = new("Zhou et al.", "Value Residual Learning", 2024, "arXiv:2410.17897"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) (λvⱼ + (1 − λ)v¹ⱼ)",
        Tex = @"o_i = \sum_j \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) \left(\lambda v_j + (1 - \lambda) v^1_j\right)",
        Cost = new("n²d", "nd", "3nd/2"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        .. Role.QueryKeyValue,
        new("v_first", "B G M Dv", RoleKind.Value, "the values of the first layer"),
    ];

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { ChangesSums = true };           // values of two kinds, of which neither is all

    /// <inheritdoc />
    // the kernel gets values as they were made
    public override string? NoKernel => null;

    /// <inheritdoc />
    public override Inputs Expand(Inputs inputs)
    {
        return inputs.With(inputs.Q, inputs.K, (own * Shown(inputs["v"])) + ((1 - own) * Shown(inputs["v_first"])));

        Tensor Shown(Tensor v) => Hidden.Erase(v, inputs, inputs.Mask.Visible());
    }
}
