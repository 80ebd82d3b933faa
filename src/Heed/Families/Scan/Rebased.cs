namespace Heed.Scan;

/// <summary>
/// The square of a product whose queries and keys were normalised, then stretched and shifted as was learned: a weight can become zero.
/// </summary>
/// <remarks>
/// The memory holds the products of all pairs of features, and is asked by one factor after the other: asked by their products, a weight
/// near zero would be lost in rounding.
/// </remarks>
/// <param name="scale">What dot products are multiplied by; 1/√d when not given.</param>
/// <param name="eps">Added to the sum of the weights.</param>
/// <param name="layerNormEps">Added to the variance in the norm.</param>
public sealed class Rebased(double? scale = null, double eps = 1e-6, double layerNormEps = 1e-5) : ScanMechanism, ICataloged<Rebased>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "rebased",
        Name = "ReBased",
        Cite = new("Aksenov et al.",
            "Linear Transformers with Learnable Kernel Functions are Better In-Context Models", 2024, "arXiv:2402.10644"),
        Formula = "aᵢⱼ = (φ(qᵢ)·φ(kⱼ) / √d)² / Σ,  φ(x) = γ⊙norm(x) + β,  j ≤ i",
        Tex = @"a_{ij} \propto \left(\frac{\phi(q_i) \cdot \phi(k_j)}{\sqrt d}\right)^2,\quad "
            + @"\phi(x) = \gamma \odot \mathrm{norm}(x) + \beta,\quad j \le i",
        Cost = new("ncd + nd³", "nd + d³", "d³ + d²"),
        Float32Bound = 1e-2,                                                               // the derivatives of a weight near zero
    };

    /// <inheritdoc />
    public override Facts Facts => new() { IsCausal = true, IsOrdered = true, Streams = true, SumsToOne = eps == 0, HidesKeys = false };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles { get; } =
    [
        .. Role.QueryKeyValue,
        new("gamma", "Dk", RoleKind.Parameter, "how far each feature is stretched") { Start = RoleStart.One },
        new("shift", "Dk", RoleKind.Parameter, "what is added to each feature") { Start = RoleStart.Zero },
    ];

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } = [new("state", "B H Dk Dk Dv"), new("mass", "B H Dk Dk 1")];

    /// <inheritdoc />
    protected override Tensor Next(Inputs inputs, SignalSet state)
    {
        inputs.RequireEqualWidths();
        var (q, k) = (Features(inputs.Q) * (scale ?? 1 / Math.Sqrt(inputs.WidthK)), Features(inputs.Share(inputs.K)));     // (B, H, 1, D)
        var pairs = (k.transpose(-2, -1) * k).unsqueeze(-1);                               // (B, H, D, D, 1)
        state["state"] = state["state"] + (pairs * inputs.Share(inputs.V).unsqueeze(2));
        state["mass"] = state["mass"] + pairs;
        return Asked(state["state"]) / (Asked(state["mass"]) + eps);

        Tensor Asked(Tensor memory) => q.matmul(q.unsqueeze(2).matmul(memory).squeeze(3));                     // (B, H, 1, ·)

        Tensor Features(Tensor x) =>
            (torch.nn.functional.layer_norm(x, [x.shape[3]], eps: layerNormEps) * inputs["gamma"]) + inputs["shift"];
    }
}
