namespace Heed.Scan;

/// <summary>What follows a short convolution.</summary>
public enum ConvolutionActivation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>x·σ(x).</summary>
    Silu,
}
