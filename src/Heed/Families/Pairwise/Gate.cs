namespace Heed.Pairwise;

/// <summary>What becomes of what was read?</summary>
public abstract class Gate : PairwisePart
{
    /// <inheritdoc />
    public sealed override Stage Stage => PairwiseFamily.Gate;

    /// <inheritdoc />
    public override string? NoKernel => null;                                              // it acts on what the kernel gives

    /// <summary>Whether it acts on each channel on its own, so that weights of heads do not tell what is read.</summary>
    public virtual bool IsPerChannel => false;

    /// <summary>What is left of what was read.</summary>
    /// <param name="inputs">The call.</param>
    /// <param name="read">(B, H, N, Dv).</param>
    public abstract Tensor Apply(Inputs inputs, Tensor read);
}
