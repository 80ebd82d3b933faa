namespace Heed.Pairwise.Normalisers;

/// <summary>A key weighs the square of what its score lies above zero, so that few keys have much.</summary>
/// <remarks>
/// The sum is divided by the number of keys, hidden ones included, so that it does not grow with the text; give <paramref name="keys"/>
/// where that number is not known beforehand. Keys do not compete, as with <c>relu</c>.
/// </remarks>
/// <param name="keys">What weights are divided by; the number of keys when not given.</param>
public sealed class SquaredRelu(double? keys = null) : Normaliser, ICataloged<SquaredRelu>
{
    private readonly double? keys = SinglePrecision.Divisor(keys, nameof(keys));

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "squared-relu",
        Name = "Squared ReLU attention",
        Cite = Relu.Card.Cite,
        Formula = "aᵢⱼ = max(sᵢⱼ, 0)² / m",
        Tex = @"a_{ij} = \frac{\max(s_{ij}, 0)^2}{m}",
        Cost = new("n²d", "nd", "nd"),
        Witness = new("squared-relu",
            0.299991, -0.109615, -0.208759, 0.283364, 0.191947, -0.190973,
            -0.0330015, 0.21844, 0.0671901, -0.192814, 0.0932877, 0.115171),
    };

    /// <inheritdoc />
    public override string? NoKernel => "squared-relu squares what relu gives, which no part of the kernel does: it has no kernel";

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { KnowsLength = keys is null, IsSilentAtZero = true, IsSilentBelowZero = true };

    /// <inheritdoc />
    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible) => scores.relu().square() / (keys ?? inputs.Keys);
}
