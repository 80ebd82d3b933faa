namespace Heed.Recurrent;

/// <summary>How does the memory fade?</summary>
public abstract class Decay : RecurrentPart
{
    /// <inheritdoc />
    public sealed override Stage Stage => RecurrentFamily.Decay;

    /// <summary>How many tokens are computed at once, which changes no result; null = as many as suit.</summary>
    public virtual int? Chunk => null;

    /// <summary>The natural logarithm of what is left of the memory when token t arrives, at most 0.</summary>
    /// <param name="inputs">The call.</param>
    /// <returns>(B, H, M, 1), or (B, H, M, F) when each feature fades on its own.</returns>
    public abstract Tensor LogDecay(Inputs inputs);
}
