namespace Heed.Pairwise;

/// <summary>How alike are a query and a key?</summary>
public abstract class Score : PairwisePart
{
    /// <inheritdoc />
    public sealed override Stage Stage => PairwiseFamily.Score;

    /// <summary>The scores before scaling.</summary>
    /// <param name="inputs">The call, for its signals and sizes.</param>
    /// <param name="q">Queries, (B, H, N, Dq), already prepared.</param>
    /// <param name="k">Keys, (B, H, M, Dk), one for each query head.</param>
    /// <returns>(B, H, N, M).</returns>
    public abstract Tensor Compare(Inputs inputs, Tensor q, Tensor k);

    /// <summary>
    /// Queries and keys whose products are the scores of <see cref="Compare"/>,
    /// for scores that have a kernel: keys are not repeated for the heads that share them.
    /// </summary>
    /// <param name="inputs">The call.</param>
    /// <param name="q">(B, H, N, Dq).</param>
    /// <param name="k">(B, G, M, Dk).</param>
    public virtual (Tensor Q, Tensor K) Meet(Inputs inputs, Tensor q, Tensor k)
    {
        inputs.RequireEqualWidths();
        return (q, k);
    }

    /// <summary>Whether <see cref="Meet"/> computes anything.</summary>
    public virtual bool Prepares => false;

    /// <summary>What the scores are multiplied by.</summary>
    /// <param name="inputs">The call.</param>
    public virtual double Factor(Inputs inputs) => 1;
}
