namespace Heed.Recurrent;

/// <summary>What is the reading divided by?</summary>
public abstract class Readout : Part
{
    /// <inheritdoc />
    public sealed override Hole Hole => Hole.Readout;

    /// <summary>Whether the weights of a row sum to one afterwards, exactly.</summary>
    public virtual bool SumsToOne => false;

    /// <summary>The reading, normalised.</summary>
    /// <param name="reading">(B, H, N, Dv).</param>
    /// <param name="mass">What the same query reads of a memory of ones, (B, H, N, 1).</param>
    public abstract Tensor Divide(Tensor reading, Tensor mass);
}
