namespace Heed.Kernels.Bench;

/// <summary>Judges a case and then measures it.</summary>
internal static class Measurement
{
    /// <summary>Nobody is timed before all compute the same.</summary>
    /// <param name="one">The case.</param>
    /// <param name="operands">Its inputs.</param>
    /// <param name="contestants">The kernel, then the rivals of the case in their order.</param>
    /// <param name="budget">How long.</param>
    /// <param name="stop">Ends it after the round that is running.</param>
    /// <returns>Seconds of each call, by contestant.</returns>
    /// <exception cref="WrongResult">One of them computes something else.</exception>
    public static double[][] Of(Case one, Operands operands, IReadOnlyList<Contestant> contestants, Budget budget, CancellationToken stop)
    {
        Judge.Demand(one, operands, contestants);
        return Turns.Measure(contestants, budget, one.Threads, stop);
    }
}
