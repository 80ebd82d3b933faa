namespace Heed.Pairwise;

/// <summary>Which inputs become queries, keys and values, and how do heads share them?</summary>
public abstract class HeadSharing : PairwisePart
{
    /// <inheritdoc />
    public sealed override Stage Stage => PairwiseFamily.Sharing;

    /// <summary>The inputs that take the place of q, k and v; null where these are read.</summary>
    public virtual IReadOnlyList<Role>? Roles => null;

    /// <summary>How many key and value heads a layer makes.</summary>
    /// <param name="heads">Query heads H.</param>
    /// <exception cref="ArgumentException">The heads cannot be shared that way.</exception>
    public virtual long KvHeads(long heads) => heads;

    /// <summary>Queries, keys and values of its inputs.</summary>
    /// <param name="inputs">The call.</param>
    public virtual Inputs Expand(Inputs inputs) => inputs;
}
