namespace Heed.Models.Training;

/// <summary>How a training is getting on.</summary>
/// <param name="Step">Steps that were made.</param>
/// <param name="Steps">Steps of the budget; null when it is one of time.</param>
/// <param name="Share">How much of the budget was used, from 0 to 1.</param>
/// <param name="Loss">The loss of the last step, in nats a symbol.</param>
/// <param name="Rate">The rate of the last step.</param>
/// <param name="GradientNorm">The length of its gradient, before it was clipped.</param>
/// <param name="TokensPerSecond">Symbols that were predicted in a second of this process, validation included.</param>
/// <param name="Elapsed">Time spent, in earlier processes too.</param>
/// <param name="Left">An estimate of the time to come.</param>
/// <param name="Last">The last validation.</param>
/// <param name="Best">The best validation.</param>
public sealed record TrainingProgress(
    long Step, long? Steps, double Share, double Loss, double Rate, double GradientNorm, double TokensPerSecond, TimeSpan Elapsed,
    TimeSpan Left, Validated? Last, Validated? Best);
