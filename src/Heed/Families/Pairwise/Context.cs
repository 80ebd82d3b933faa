namespace Heed.Pairwise;

/// <summary>Keys and values besides those of the text, which every query sees and which stand nowhere in it.</summary>
public abstract class Context : PairwisePart
{
    /// <inheritdoc />
    public sealed override Stage Stage => PairwiseFamily.Context;

    /// <inheritdoc />
    public override string? NoKernel => $"{Spelling.Kebab(GetType().Name)} adds keys that no mask knows of, so there is no kernel for it";

    /// <summary>The keys and values to put before those of the text.</summary>
    /// <param name="inputs">The call.</param>
    /// <returns>(B, G, X, D) and (B, G, X, Dv).</returns>
    public abstract (Tensor K, Tensor V) Before(Inputs inputs);
}
