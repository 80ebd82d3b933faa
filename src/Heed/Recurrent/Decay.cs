namespace Heed.Recurrent;

/// <summary>How does the memory fade?</summary>
public abstract class Decay : Part
{
    /// <inheritdoc />
    public sealed override Hole Hole => Hole.Decay;

    /// <summary>Whether each feature of the memory fades at its own rate.</summary>
    public virtual bool IsPerFeature => false;

    /// <summary>The natural logarithm of what is left of the memory when token t arrives, at most 0.</summary>
    /// <param name="inputs">The call.</param>
    /// <returns>(B, H, M, 1), or (B, H, M, F) when each feature fades on its own.</returns>
    public abstract Tensor LogDecay(Inputs inputs);
}
