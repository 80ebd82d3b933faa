namespace Heed.Recurrent;

/// <summary>What is the reading divided by?</summary>
public abstract class Readout : RecurrentPart
{
    /// <inheritdoc />
    public sealed override Stage Stage => RecurrentFamily.Readout;

    /// <summary>The reading, normalised.</summary>
    /// <param name="reading">(B, H, N, Dv).</param>
    /// <param name="mass">What the same query reads of a memory of ones, (B, H, N, 1).</param>
    public abstract Tensor Divide(Tensor reading, Tensor mass);
}
