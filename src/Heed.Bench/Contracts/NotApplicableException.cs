namespace Heed.Bench;

/// <summary>A contestant cannot take a task.</summary>
/// <param name="message">Why.</param>
public sealed class NotApplicableException(string message) : Exception(message);
