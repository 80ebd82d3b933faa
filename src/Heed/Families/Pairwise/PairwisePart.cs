using Heed.Lowering;

namespace Heed.Pairwise;

/// <summary>
/// A part of the pairwise family. Each says in its own file what it does, and what computes it in the kernel, or why nothing does.
/// </summary>
public abstract class PairwisePart : Part
{
    /// <summary>What the part does.</summary>
    public abstract PairwiseFacts Facts { get; }

    /// <inheritdoc />
    public override bool RelatesPlaces => Facts.Place != Place.None;

    /// <summary>Why no composition with this part has a kernel; null when the kernel has the part, or needs none.</summary>
    public abstract string? NoKernel { get; }

    /// <summary>Why this call cannot be computed in the kernel though others can; null when it can.</summary>
    /// <param name="inputs">The call.</param>
    public virtual string? WhyNoKernel(Inputs inputs) => null;

    /// <summary>
    /// Whether the part of the kernel that computes it may be used token by token, where it is made for one token at a time.
    /// </summary>
    public virtual bool LowersInCache => true;

    /// <summary>Adds what computes this part in the kernel, made for the sizes of one call.</summary>
    /// <param name="parts">What takes it.</param>
    /// <param name="inputs">The call.</param>
    public virtual void Lower(LoweredParts parts, Inputs inputs) { }

    /// <summary>
    /// Whether the kernel has this part as a table of pairs, which is made of queries and keys as they meet.
    /// </summary>
    public virtual bool LowersToTable => false;

    /// <summary>Adds that table.</summary>
    /// <param name="parts">What takes it.</param>
    /// <param name="meeting">The call, and queries and keys as they meet; its scores are not known and must not be read.</param>
    public virtual void Lower(LoweredParts parts, Meeting meeting) => Lower(parts, meeting.Inputs);
}
