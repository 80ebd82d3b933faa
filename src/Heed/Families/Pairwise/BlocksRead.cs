namespace Heed.Pairwise;

/// <summary>Blocks of keys that queries read, up to their own places.</summary>
/// <param name="Chosen">(1 or B, 1 or H, N, blocks): true where the query reads the block.</param>
/// <param name="Block">Tokens of a block, counted from the first key.</param>
public sealed record BlocksRead(Tensor Chosen, long Block);
