namespace Heed.Models;

/// <summary>A text that a model wrote.</summary>
/// <param name="Symbols">Its symbols, without start and end.</param>
/// <param name="LogProbability">The natural logarithm of its probability, the end included where it was reached.</param>
/// <param name="Score">What it was ranked by: the log probability, or that divided by a penalty for length.</param>
/// <param name="Ended">Whether the model ended it; false when it was cut at the longest length.</param>
public sealed record Hypothesis(int[] Symbols, double LogProbability, double Score, bool Ended);
