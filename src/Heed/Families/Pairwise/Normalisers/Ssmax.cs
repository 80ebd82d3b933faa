namespace Heed.Pairwise.Normalisers;

/// <summary>Scores grow with the logarithm of the number of keys that a query sees, so that attention is as sharp in a long text as in a
/// short one.</summary>
/// <remarks>
/// A plain softmax shares one unit among ever more keys and flattens. Hidden keys are not counted. Each head learns how much its scores
/// grow.
/// </remarks>
public sealed class Ssmax : Normaliser, ICataloged<Ssmax>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "ssmax",
        Name = "Scalable softmax (SSMax)",
        Cite = new("Nakanishi", "Scalable-Softmax Is Superior for Attention", 2025, "arXiv:2501.19399"),
        Formula = "aᵢⱼ = softmaxⱼ(sₕ · ln nᵢ · sᵢⱼ),  nᵢ keys visible to query i",
        Tex = @"a_{ij} = \mathrm{softmax}_j(s_h \ln(n_i)\, s_{ij})",
        Cost = new("n²d", "n²", "nd"),
    };

    /// <inheritdoc />
    public override string? NoKernel => "ssmax multiplies the scores of each row by a number of its own, which no part of the kernel does";

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } =
        new() { SumsToOne = true, LoneWeightIsFixed = true, IgnoresShift = true, Learns = true };

    /// <inheritdoc />
    public override IReadOnlyList<Role> Signals { get; } =
        [new("s", "H", RoleKind.Parameter, "how much the scores of each head grow") { Start = RoleStart.One }];

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible)
    {
        var growth = inputs.Signals["s"].view(-1, 1, 1);                                   // (H, 1, 1)
        if (visible is null) return (scores * (growth * Math.Log(scores.shape[^1]))).softmax(-1);
        var count = visible.expand(scores.shape).sum(-1, true).clamp_min(1).to(scores.dtype);                  // (B, H, N, 1)
        var (hidden, seen) = (visible.logical_not(), scores.Filled(visible.logical_not(), 0));
        return Hidden.Softmax((seen * growth * count.log()).Filled(hidden, double.NegativeInfinity), visible);
    }
}
