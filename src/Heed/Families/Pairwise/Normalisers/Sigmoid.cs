using Heed.Lowering;

namespace Heed.Pairwise.Normalisers;

/// <summary>Each pair decides for itself: a logistic function of the score, with no competition between keys.</summary>
/// <remarks>
/// The default bias −ln M keeps the sum of the weights of random scores near one; it makes the weights depend on the number of keys.
/// </remarks>
/// <param name="bias">Added to each score; −ln M when not given.</param>
public sealed class Sigmoid(double? bias = null) : Normaliser, ICataloged<Sigmoid>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "sigmoid",
        Name = "Sigmoid attention",
        Cite = new("Ramapuram et al.", "Theory, Analysis, and Best Practices for Sigmoid Self-Attention", 2024, "arXiv:2409.04431"),
        Formula = "aᵢⱼ = σ(sᵢⱼ + b),  b = −ln m",
        Tex = @"a_{ij} = \sigma(s_{ij} + b),\quad b = -\ln m",
        Cost = new("n²d", "nd", "nd"),
        Witness = new("sigmoid",
            0.417388, -0.102786, -0.33184, 0.378974, 0.347165, -0.267492,
            -0.124533, 0.371141, 0.210903, -0.332862, 0.0661363, 0.277817),
    };

    /// <inheritdoc />
    public override string? NoKernel => null;

    /// <inheritdoc />
    public override LoweredNormaliser Lowered(Inputs inputs) =>
        new LoweredNormaliser<Kernels.Sigmoid>(new((float)(bias ?? -Math.Log(inputs.Keys))));

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { KnowsLength = bias is null };

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible) =>
        (scores + (bias ?? -Math.Log(inputs.Keys))).sigmoid();
}
