namespace Heed.Pairwise;

/// <summary>What do queries make of the values that they weigh?</summary>
public abstract class ValueReading : PairwisePart
{
    /// <inheritdoc />
    public sealed override Stage Stage => PairwiseFamily.Values;

    /// <inheritdoc />
    public override string? NoKernel =>
        $"kernels sum values times weights, and {Spelling.Kebab(GetType().Name)} does something else, so there is no kernel for it";

    /// <summary>Why weights must not be negative; null when they may be.</summary>
    public virtual string? WhyNotNegative => null;

    /// <summary>What queries read.</summary>
    /// <param name="inputs">The call, for its signals and places.</param>
    /// <param name="weights">(B, H, N, M).</param>
    /// <param name="v">(B, H, M, Dv).</param>
    /// <param name="visible">What is not hidden, broadcast to (B, H, N, M); null when nothing is.</param>
    /// <returns>(B, H, N, Dv); 0 for a query that sees nothing.</returns>
    public abstract Tensor Read(Inputs inputs, Tensor weights, Tensor v, Tensor? visible);
}
