using Heed.Kernels;

namespace Heed.Pairwise;

/// <summary>What happens to queries and keys before they meet, in the order in which it is written.</summary>
public abstract class Prepare : PairwisePart
{
    /// <inheritdoc />
    public sealed override Stage Stage => PairwiseFamily.Prepare;

    /// <summary>The queries and keys as they go on.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, G, M, D).</param>
    public abstract (Tensor Q, Tensor K) Apply(Inputs inputs, Tensor q, Tensor k);

    /// <summary>
    /// What rotates queries and keys in the kernel as <see cref="Apply"/> does here; null when they are to be prepared before it.
    /// </summary>
    /// <param name="inputs">The call.</param>
    public virtual Rotation? Rotation(Inputs inputs) => null;
}
