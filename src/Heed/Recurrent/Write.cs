namespace Heed.Recurrent;

/// <summary>How is a token written into the memory?</summary>
/// <remarks>Every rule here adds k uᵀ to the decayed memory; they differ in u.</remarks>
public abstract class Write : Part
{
    /// <inheritdoc />
    public sealed override Hole Hole => Hole.Write;

    /// <summary>Whether keys should have length one.</summary>
    public virtual bool WantsUnitKeys => false;

    /// <summary>What one token adds under its key.</summary>
    /// <param name="signals">The signals of this token.</param>
    /// <param name="v">Its value, (B, H, 1, Dv).</param>
    /// <param name="recalled">What the decayed memory answers to its key, (B, H, 1, Dv).</param>
    public abstract Tensor One(Signals signals, Tensor v, Tensor recalled);

    /// <summary>What each token of a chunk adds under its key, when every one of them changes what the next recalls.</summary>
    /// <param name="signals">The signals of these tokens.</param>
    /// <param name="v">Their values, (B, H, C, Dv).</param>
    /// <param name="recalled">What the memory before the chunk, faded until then, answers to each key, (B, H, C, Dv).</param>
    /// <param name="overlap">How much of what token j adds is left when key i asks for it, (B, H, C, C).</param>
    public abstract Tensor Many(Signals signals, Tensor v, Tensor recalled, Tensor overlap);
}
