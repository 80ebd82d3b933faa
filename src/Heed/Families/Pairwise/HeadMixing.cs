namespace Heed.Pairwise;

/// <summary>How do heads speak to one another?</summary>
public abstract class HeadMixing : PairwisePart
{
    /// <inheritdoc />
    public sealed override Stage Stage => PairwiseFamily.Mixing;

    /// <summary>The scores after heads have spoken to one another, before the mask.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="scores">(B, H, N, M).</param>
    public virtual Tensor MixScores(Inputs inputs, Tensor scores) => scores;

    /// <summary>The weights after heads have spoken to one another.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="weights">(B, H, N, M).</param>
    public virtual Tensor MixWeights(Inputs inputs, Tensor weights) => weights;
}
