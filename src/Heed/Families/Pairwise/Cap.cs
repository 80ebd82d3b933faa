namespace Heed.Pairwise;

/// <summary>How large may a score become?</summary>
public abstract class Cap : PairwisePart
{
    /// <inheritdoc />
    public sealed override Stage Stage => PairwiseFamily.Cap;

    /// <summary>The scaled scores, kept within bounds.</summary>
    /// <param name="scores">(B, H, N, M).</param>
    public abstract Tensor Apply(Tensor scores);
}
