namespace Heed;

/// <content>The same mechanism for a decoder, which looks at one memory again and again.</content>
public abstract partial class Mechanism
{
    /// <summary>One or more queries more of a memory that stays, which go on from where those before them looked.</summary>
    /// <remarks>Queries that read each for itself go on from nowhere: for them it is the same as reading at once.</remarks>
    /// <param name="inputs">Everything that <see cref="Roles"/> declares: what belongs to queries for these queries only.</param>
    /// <param name="state">What the queries before left; null at the first, and where they leave nothing.</param>
    /// <param name="mask">Which keys are hidden; the same for all queries of a text.</param>
    /// <param name="trace">Where to record intermediate results.</param>
    /// <returns>What these queries read; in how many calls they come does not matter.</returns>
    /// <exception cref="ArgumentException">A tensor is missing, unknown, or does not fit.</exception>
    /// <exception cref="NotSupportedException">The mechanism cannot hide what the mask hides.</exception>
    public virtual Tensor Look(SignalSet inputs, ref State? state, Mask? mask = null, StepTrace? trace = null) =>
        Attend(inputs, mask, trace);
}
