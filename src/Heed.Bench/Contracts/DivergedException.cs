namespace Heed.Bench;

/// <summary>A number that should have been finite is none any more.</summary>
/// <param name="message">Which, and where.</param>
public sealed class DivergedException(string message) : Exception(message);
