namespace Heed.Pairwise.Normalisers;

/// <summary>Exponentials divided by their sum: what a pairwise mechanism does when nothing else is said.</summary>
internal sealed class Softmax : Normaliser
{
    public override PairwiseFacts Facts { get; } = new() { SumsToOne = true, LoneWeightIsFixed = true, IgnoresShift = true };

    public override string? NoKernel => null;

    public override Tensor Weigh(Inputs inputs, Tensor scores, Tensor? visible) => Hidden.Softmax(scores, visible);
}
