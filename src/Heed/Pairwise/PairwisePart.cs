using Heed.Pairwise.Twins;

namespace Heed.Pairwise;

/// <summary>A part of the pairwise family. Each says in its own file what its twin in the kernel is, or why it has none.</summary>
public abstract class PairwisePart : Part
{
    /// <summary>Why no composition with this part has a kernel; null when the part has a twin there, or needs none.</summary>
    public abstract string? NoKernel { get; }

    /// <summary>Hands the twin over: the struct, made for the sizes of one call, that does in the kernel what this part does here.</summary>
    /// <param name="twins">What takes it.</param>
    /// <param name="inputs">The call.</param>
    public virtual void Hand(TwinParts twins, Inputs inputs) { }
}
