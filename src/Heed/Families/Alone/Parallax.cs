namespace Heed.Alone;

/// <summary>
/// Attention that also follows a slope: what is read is moved by how values change with the keys, in a direction that the token gives.
/// </summary>
/// <remarks>Causal by itself. The weights of a token sum to one, but some may be negative. Probes are not scaled.</remarks>
public sealed class Parallax : AloneMechanism, ICataloged<Parallax>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "parallax",
        Name = "Parallax",
        Cite = new("Zuo et al.", "Parallax: Parameterized Local Linear Attention for Language Modeling", 2026, "arXiv:2605.29157"),
        Formula = "oᵢ = Σ_{j≤i} pᵢⱼ(1 + Σₘ pᵢₘ rᵢ·kₘ − rᵢ·kⱼ) vⱼ,  pᵢⱼ = softmaxⱼ(qᵢ·kⱼ / √d)",
        Tex = @"o_i = \sum_{j \le i} p_{ij} \left(1 + \sum_m p_{im}\, r_i \cdot k_m - r_i \cdot k_j\right) v_j,\quad "
            + @"p_{ij} = \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right)",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override Facts Facts { get; } = new()
    {
        IsCausal = true,
        IsOrdered = true,
        SumsToOne = true,
        MayBeNegative = true,
        IgnoresKeyShift = true,
        Streams = true,
        BlindIsZero = true,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
        [.. Role.QueryKeyValue, new("r", "B H N Dk", RoleKind.Query, "along which way the slope is followed")];

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        inputs.RequireEqualWidths();
        var visible = Hidden.Join(inputs.Mask.Visible(), inputs.Places.NotLater())!;
        var k = inputs.Share(Hidden.Erase(inputs.K, inputs, visible));
        var near = Reading.Weights(inputs, inputs.Q, k, 1 / Math.Sqrt(inputs.WidthK), visible);            // (B, H, N, M)
        var along = inputs["r"].matmul(k.transpose(-2, -1));
        var weights = near * (1 + (near * along).sum(-1, true) - along);
        inputs.Trace?.Record("weights", weights);
        return Hidden.Read(weights, inputs.Share(inputs.V), visible);
    }
}
