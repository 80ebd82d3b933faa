using Heed.Lowering;

namespace Heed.Pairwise.Normalisers;

/// <summary>Softmax with one more in the denominator: a head that finds nothing may keep silent.</summary>
/// <remarks>It equals plain softmax with one extra key and value of zeros.</remarks>
public sealed class SoftmaxOne : Normaliser, ICataloged<SoftmaxOne>
{
    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "softmax-one",
        Name = "Softmax-1 (quiet attention)",
        Cite = new("Miller", "Attention Is Off By One", 2023, "evanmiller.org/attention-is-off-by-one.html"),
        Formula = "aᵢⱼ = exp(sᵢⱼ) / (1 + Σₗ exp(sᵢₗ))",
        Tex = @"a_{ij} = \frac{e^{s_{ij}}}{1 + \sum_l e^{s_{il}}}",
        Cost = new("n²d", "nd", "nd"),
        Witness = new("softmax-one",
            0.419707, -0.115282, -0.323759, 0.384744, 0.34902, -0.282573,
            -0.113836, 0.377318, 0.201484, -0.343732, 0.0846016, 0.273318),
    };

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new();

    /// <inheritdoc />
    public override string? NoKernel => null;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs) => parts.Add(new Kernels.Sink(new float[inputs.Heads]));

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible) =>
        Hidden.WithSink(scores, torch.zeros(1, scores.dtype));
}
