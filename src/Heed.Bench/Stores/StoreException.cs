namespace Heed.Bench.Stores;

/// <summary>A store cannot be used: the message says which, what is wrong and what to do.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="cause">The database's own complaint, if there was one.</param>
public sealed class StoreException(string message, Exception? cause = null) : IOException(message, cause);
