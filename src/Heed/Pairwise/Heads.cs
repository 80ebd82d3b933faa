namespace Heed.Pairwise;

/// <summary>How do heads share and mix?</summary>
public abstract class Heads : PairwisePart
{
    /// <inheritdoc />
    public sealed override Hole Hole => Hole.Heads;

    /// <summary>Whether the weights of one head come from the weights of several.</summary>
    public virtual bool MixesWeights => false;

    /// <summary>How many key and value heads a layer makes.</summary>
    /// <param name="heads">Query heads H.</param>
    /// <exception cref="ArgumentException">The heads cannot be shared that way.</exception>
    public virtual long KvHeads(long heads) => heads;

    /// <summary>The scores after heads have spoken to one another, before the mask.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="scores">(B, H, N, M).</param>
    public virtual Tensor MixScores(Inputs inputs, Tensor scores) => scores;

    /// <summary>The weights after heads have spoken to one another.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="weights">(B, H, N, M).</param>
    public virtual Tensor MixWeights(Inputs inputs, Tensor weights) => weights;
}
