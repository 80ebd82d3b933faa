using Heed.Lowering;

namespace Heed.Pairwise;

/// <summary>What is added to a score?</summary>
/// <remarks>Query i stands at i + M − N among the keys unless <see cref="Places"/> say otherwise.</remarks>
public abstract class Bias : PairwisePart
{
    /// <inheritdoc />
    public sealed override Stage Stage => PairwiseFamily.Bias;

    /// <inheritdoc />
    public override string? NoKernel => null;

    /// <inheritdoc />
    public override bool LowersToTable => true;

    /// <inheritdoc />
    public override bool LowersInCache => !LowersToTable;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Meeting meeting)
    {
        if (LowersToTable) Table.Add(parts, meeting.Inputs, this, Of(meeting));
        else Lower(parts, meeting.Inputs);
    }

    /// <summary>What is added to the capped scores.</summary>
    /// <param name="meeting">The call, and queries and keys as they met.</param>
    /// <returns>Numbers that broadcast to (B, H, N, M).</returns>
    public abstract Tensor Of(Meeting meeting);
}
