namespace Heed.Pairwise;

/// <summary>Which pairs may meet?</summary>
public abstract class Pattern : PairwisePart
{
    /// <inheritdoc />
    public sealed override Hole Hole => Hole.Mask;

    /// <summary>Whether no query sees a key that comes after it.</summary>
    public virtual bool IsCausal => false;

    /// <summary>Whether the last query sees the last key however many came before, as it must when keys are cached.</summary>
    public virtual bool FollowsCache => IsCausal;

    /// <summary>Whether a query sees its own key and no other.</summary>
    public virtual bool SeesOnlySelf => false;

    /// <summary>The pairs that may meet.</summary>
    /// <param name="queries">N.</param>
    /// <param name="keys">M.</param>
    /// <returns>(N, M) boolean.</returns>
    public abstract Tensor Visible(long queries, long keys);
}

/// <summary>Where the last query stands when there are more keys than queries, or fewer.</summary>
public enum Alignment
{
    /// <summary>At the last key, as with a cache: key j is visible to query i when j ≤ i + M − N.</summary>
    BottomRight,

    /// <summary>The first query stands at the first key: j ≤ i.</summary>
    TopLeft,
}
