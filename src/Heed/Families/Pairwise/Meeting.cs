namespace Heed.Pairwise;

/// <summary>What biases and masks see: queries and keys as they met, and what came of it.</summary>
/// <param name="Inputs">The call.</param>
/// <param name="Q">(B, H, N, D).</param>
/// <param name="K">(B, H, M, D), one head for each query head.</param>
/// <param name="Scores">The scores so far, (B, H, N, M).</param>
public sealed record Meeting(Inputs Inputs, Tensor Q, Tensor K, Tensor Scores);
