namespace Heed.Pairwise.Normalisers;

/// <summary>A softmax that is stretched a little beyond 0 and 1 and cut off there, so that a key can get exactly nothing, or all, with
/// scores that are not large.</summary>
/// <remarks>
/// A head that is to do nothing need not drive its scores apart, which makes numbers that are hard to keep with few bits. What is cut off
/// has no gradient.
/// </remarks>
/// <param name="gamma">Where it is stretched to below: 0 or less.</param>
/// <param name="zeta">Where it is stretched to above: 1 or more.</param>
public sealed class ClippedSoftmax(double gamma = -0.03, double zeta = 1) : Normaliser, ICataloged<ClippedSoftmax>
{
    private readonly double gamma = gamma <= 0 && double.IsFinite(gamma) ? gamma
        : throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "It is stretched below zero: give 0 or less.");
    private readonly double zeta = zeta >= 1 && double.IsFinite(zeta) ? zeta
        : throw new ArgumentOutOfRangeException(nameof(zeta), zeta, "It is stretched above one: give 1 or more.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "clipped-softmax",
        Name = "Clipped softmax",
        Cite = new("Bondarenko, Nagel and Blankevoort",
            "Quantizable Transformers: Removing Outliers by Helping Attention Heads Do Nothing", 2023, "arXiv:2306.12929"),
        Formula = "aᵢⱼ = clip((ζ − γ)·softmaxⱼ(sᵢⱼ) + γ, 0, 1)",
        Tex = @"a_{ij} = \mathrm{clip}\bigl((\zeta - \gamma)\, \mathrm{softmax}_j(s_{ij}) + \gamma,\ 0,\ 1\bigr)",
        Cost = new("n²d", "n²", "nd"),
        Witness = new("clipped-softmax(-0.03)",
            0.492402, -0.135069, -0.379986, 0.451328, 0.412828, -0.333798,
            -0.13501, 0.446166, 0.239493, -0.407239, 0.0994496, 0.324468),
    };

    /// <inheritdoc />
    public override string? NoKernel => "clipped-softmax must see all scores of a row before it cuts off the first: it has no kernel";

    /// <inheritdoc />
    public override PairwiseFacts Facts => new()
    {
        SumsToOne = gamma == 0 && zeta == 1,
        LoneWeightIsFixed = true,
        LoneWeightIsOne = true,
        IgnoresShift = true,
    };

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible) =>
        (((zeta - gamma) * Hidden.Softmax(scores, visible)) + gamma).clamp(0, 1);
}
