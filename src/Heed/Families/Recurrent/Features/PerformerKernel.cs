namespace Heed.Recurrent.Features;

/// <summary>Which random features have the exponentials of softmax as the mean of their products.</summary>
public enum PerformerKernel
{
    /// <summary>exp(ωx − ‖x‖²/2): never negative.</summary>
    Positive,

    /// <summary>exp(‖x‖²/2) [cos ωx; sin ωx]: of either sign, and wide of the mark where the exponential is small.</summary>
    Trigonometric,
}
