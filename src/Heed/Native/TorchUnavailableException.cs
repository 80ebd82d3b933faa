namespace Heed.Native;

/// <summary>LibTorch, which computes every tensor, cannot be loaded here; the message says what is missing and what to do.</summary>
/// <param name="message">What is missing and what to do.</param>
/// <param name="cause">The loader's own complaint, if there was one.</param>
public sealed class TorchUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
