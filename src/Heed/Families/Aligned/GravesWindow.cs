namespace Heed.Aligned;

/// <summary>A few soft windows slide along the text and never back: each query says how far they go on, how wide they are and how much they
/// count.</summary>
/// <remarks>
/// Made to write a text by hand, where the window stands at the letter that is being written. Weights are not divided by their sum. All
/// windows begin at place 0, before the first key, which stands at place 1 in the paper. Hidden keys are read by no window.
/// </remarks>
/// <param name="windows">Windows in a layer.</param>
/// <param name="indexBase">Where the first key stands.</param>
public sealed class GravesWindow(long windows = 3, double indexBase = 1) : AlignedMechanism, ICataloged<GravesWindow>
{
    private const string Stands = "kappa";

    private readonly long windows = windows >= 1 ? windows
        : throw new ArgumentOutOfRangeException(nameof(windows), windows, "There must be at least one window.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "graves-window",
        Name = "Gaussian window (Graves)",
        Cite = new("Graves", "Generating Sequences With Recurrent Neural Networks", 2013, "arXiv:1308.0850"),
        Formula = "oᵢ = Σⱼ Σₖ αᵢₖ exp(−βᵢₖ(κᵢₖ − j)²) vⱼ,  κᵢ = κᵢ₋₁ + exp(κ̂ᵢ),  α = exp(α̂),  β = exp(β̂)",
        Tex = @"o_i = \sum_j \sum_k \alpha_{ik} e^{-\beta_{ik} (\kappa_{ik} - j)^2} v_j,\quad "
            + @"\kappa_i = \kappa_{i-1} + e^{\hat\kappa_i},\quad \alpha = e^{\hat\alpha},\quad \beta = e^{\hat\beta}",
        Cost = new("nmk + nmd", "nm + md", "k"),
    };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Roles =>
    [
        new("alpha_hat", $"B H N K={windows}", RoleKind.Query, "the logarithm of how much a window counts"),
        new("beta_hat", "B H N K", RoleKind.Token, "the logarithm of how narrow it is"),
        new("kappa_hat", "B H N K", RoleKind.Token, "the logarithm of how far it goes on"),
        Role.QueryKeyValue.Single(r => r.Kind == RoleKind.Value),
    ];

    /// <inheritdoc />
    public override IReadOnlyList<Slot> Slots { get; } = [new(Stands, "B H 1 K")];

    /// <inheritdoc />
    protected override SignalSet Before(Inputs inputs) => new() { [Stands] = torch.zeros_like(inputs["kappa_hat"].narrow(2, 0, 1)) };

    /// <inheritdoc />
    protected override Tensor Weigh(Inputs inputs, Tensor? visible, SignalSet before)
    {
        var stands = before[Stands] = before[Stands] + inputs["kappa_hat"].exp();          // (B, H, 1, K)
        var place = (torch.arange(inputs.Keys).to(stands.dtype) + indexBase).unsqueeze(-1);                     // (M, 1)
        var exponents = inputs["alpha_hat"] - (inputs["beta_hat"].exp() * (stands - place).square());           // (B, H, M, K)
        var weights = exponents.exp().sum(-1).unsqueeze(2);                                // (B, H, 1, M)
        return visible is null ? weights : weights.Filled(visible.logical_not(), 0);
    }
}
