namespace Heed.Models.Training;

/// <summary>How the rate of learning changes.</summary>
public enum Schedule
{
    /// <summary>A linear rise over the warm-up, then half a cosine from the rate down to its floor at the end of the budget.</summary>
    Cosine,

    /// <summary>
    /// The Transformer's (Vaswani et al. 2017, arXiv:1706.03762, equation 3), given by its peak: a linear rise over the warm-up of w steps,
    /// then rate · √(w / step). The paper's is that of the rate 1 / √(width · w).
    /// </summary>
    InverseSquareRoot,

    /// <summary>A linear rise over the warm-up, then the same.</summary>
    Constant,
}
