using Heed.Lowering;

namespace Heed.Pairwise.Normalisers;

/// <summary>A key weighs as much as its score lies above zero, with no exponential and no competition between keys.</summary>
/// <remarks>
/// The sum is divided by the number of keys, hidden ones included, so that it does not grow with the text; give <paramref name="keys"/>
/// where that number is not known beforehand.
/// </remarks>
/// <param name="keys">What weights are divided by; the number of keys when not given.</param>
public sealed class Relu(double? keys = null) : Normaliser, ICataloged<Relu>
{
    private readonly double? keys = SinglePrecision.Divisor(keys, nameof(keys));

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "relu",
        Name = "ReLU attention",
        Cite = new("Wortsman et al.", "Replacing softmax with ReLU in Vision Transformers", 2023, "arXiv:2309.08586"),
        Formula = "aᵢⱼ = max(sᵢⱼ, 0) / m",
        Tex = @"a_{ij} = \frac{\max(s_{ij}, 0)}{m}",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override string? NoKernel => null;

    /// <inheritdoc />
    public override LoweredNormaliser Lowered(Inputs inputs) =>
        new LoweredNormaliser<Kernels.Relu>(new((float)(1 / (keys ?? inputs.Keys))));

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { KnowsLength = keys is null, IsSilentAtZero = true, IsSilentBelowZero = true };

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible) => scores.relu() / (keys ?? inputs.Keys);
}
