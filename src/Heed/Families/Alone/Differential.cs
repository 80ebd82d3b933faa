namespace Heed.Alone;

/// <summary>Two maps of attention are made of two pairs of queries and keys, and a share of the second is subtracted from the first, so
/// that what both have in common, the noise, cancels.</summary>
/// <remarks>
/// Causal by itself. The norm of each head, and the factor 1 − λ_init that follows it in the paper, are left out. There λ is
/// exp(λ_q1·λ_k1) − exp(λ_q2·λ_k2) + λ_init
/// with learned vectors, which at the start of training is λ_init.
/// </remarks>
/// <param name="lambda">The share that is subtracted; when not given, what it is at the start of training.</param>
/// <param name="lambdaInit">The share at the start of training: 0.8 − 0.6·exp(−0.3·l) in layer l, counted from 0.</param>
public sealed class Differential(double? lambda = null, double lambdaInit = 0.2) : AloneMechanism, ICataloged<Differential>
{
    private readonly double share = lambda ?? lambdaInit;

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "differential",
        Name = "Differential attention",
        Cite = new("Ye et al.", "Differential Transformer", 2024, "arXiv:2410.05258"),
        Formula = "oᵢ = Σ_{j≤i} (softmaxⱼ(q¹ᵢ·k¹ⱼ / √d) − λ softmaxⱼ(q²ᵢ·k²ⱼ / √d)) vⱼ",
        Tex = @"o_i = \sum_{j \le i} \left( \mathrm{softmax}_j\left(\frac{q^1_i \cdot k^1_j}{\sqrt d}\right) - \lambda\, "
            + @"\mathrm{softmax}_j\left(\frac{q^2_i \cdot k^2_j}{\sqrt d}\right) \right) v_j",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override Facts Facts => new()
    {
        IsCausal = true,
        IsOrdered = true,
        SumsToOne = share == 0,
        MayBeNegative = share > 0,
        IgnoresKeyShift = true,
        Streams = true,
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        new("q1", "B H N Dk", RoleKind.Query, "what asks first"),
        new("k1", "B G M Dk", RoleKind.Key, "what answers it"),
        new("q2", "B H N Dk", RoleKind.Query, "what asks for the noise"),
        new("k2", "B G M Dk", RoleKind.Key, "what answers that"),
        new("v", "B G M Dv", RoleKind.Value, "what is read"),
    ];

    /// <inheritdoc />
    public override bool HasWeights => true;

    /// <inheritdoc />
    protected override Tensor Compute(Inputs inputs)
    {
        var visible = Hidden.Join(inputs.Mask.Visible(), inputs.Places.NotLater())!;
        var weights = Map("q1", "k1") - (share * Map("q2", "k2"));                         // (B, H, N, M)
        inputs.Trace?.Record("weights", weights);
        return Hidden.Read(weights, inputs.Share(inputs.V), visible);

        Tensor Map(string q, string k) =>
            Reading.Weights(inputs, inputs[q], inputs.Share(Hidden.Erase(inputs[k], inputs, visible)),
                1 / Math.Sqrt(inputs.WidthK), visible);
    }
}
