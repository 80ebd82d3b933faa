using Heed.Kernels;

namespace Heed.Pairwise;

/// <summary>How does distance matter?</summary>
/// <remarks>Query i stands at i + M − N among the keys. A part changes the queries and keys, or the scores, or both.</remarks>
public abstract class Position : PairwisePart
{
    /// <inheritdoc />
    public sealed override Hole Hole => Hole.Position;

    /// <summary>Whether queries and keys are changed before they meet, so that a score depends on where they stand.</summary>
    public virtual bool Turns => false;

    /// <summary>Whether scores are changed after queries and keys have met, whatever those hold.</summary>
    public virtual bool Shifts => false;

    /// <summary>Whether, by position alone, a query's own key has the highest score of all.</summary>
    public virtual bool PeaksAtSelf => false;

    /// <summary>The queries and keys as they meet.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="q">(B, H, N, D).</param>
    /// <param name="k">(B, H, M, D).</param>
    public virtual (Tensor Q, Tensor K) Turn(Inputs inputs, Tensor q, Tensor k) => (q, k);

    /// <summary>The queries or keys of one token as they meet others, for a position that turns them.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="x">(B, ·, 1, D).</param>
    /// <param name="place">How many tokens came before.</param>
    public virtual Tensor TurnAt(Inputs inputs, Tensor x, long place) => Turns ? throw new NotImplementedException($"{GetType().Name} turns queries and keys, but not those of one token") : x;

    /// <summary>What turns queries and keys in the kernel as <see cref="Turn"/> does here; null when they are to be turned before it.</summary>
    /// <param name="inputs">The call.</param>
    public virtual Rotation? Rotation(Inputs inputs) => null;

    /// <summary>The capped scores with what distance adds to them.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="scores">(B, H, N, M).</param>
    public virtual Tensor Shift(Inputs inputs, Tensor scores) => scores;

    /// <summary>How far key j lies behind query i: i + M − N − j, as (N, M).</summary>
    /// <param name="inputs">The call.</param>
    protected static Tensor Distance(Inputs inputs) =>
        torch.arange(inputs.Offset, inputs.Keys, inputs.Q.dtype).view(-1, 1) - torch.arange(inputs.Keys, inputs.Q.dtype).view(1, -1);
}
