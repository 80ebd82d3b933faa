using System.Numerics;
using Heed.Lowering;

namespace Heed.Pairwise.Patterns;

/// <summary>A text stands there twice, first with noise and then clean: each block with noise is read together with the clean blocks before
/// it, so that one pass trains a model to denoise every block.</summary>
/// <remarks>
/// A clean block is read with the clean ones before it, and both ways within itself; no clean token sees noise. Blocks are counted from
/// the first token of either text; the last block of each may be short. Tokens after both texts go on with the clean one.
/// </remarks>
/// <param name="block">Tokens of a block.</param>
/// <param name="length">Tokens of the text: that many with noise stand before the clean ones.</param>
public sealed class BlockDiffusionMask(long block = 2, long length = 4) : PlacePattern, ICataloged<BlockDiffusionMask>
{
    private readonly long block = block >= 1 ? block
        : throw new ArgumentOutOfRangeException(nameof(block), block, "A block has at least one token.");
    private readonly long length = length >= 1 ? length
        : throw new ArgumentOutOfRangeException(nameof(length), length, "A text has at least one token.");

    /// <inheritdoc />
    public static Card Card { get; } = new()
    {
        Id = "block-diffusion-mask",
        Name = "Training mask of block diffusion (BD3-LM)",
        Cite = new("Arriola et al.",
            "Block Diffusion: Interpolating Between Autoregressive and Diffusion Language Models", 2025, "arXiv:2503.09573"),
        Formula = "oᵢ = Σⱼ softmaxⱼ(qᵢ·kⱼ / √d) vⱼ,  noise to noise b(j) = b(i), noise to clean b(j) < b(i), clean to clean b(j) ≤ b(i)",
        Tex = @"o_i = \sum_{j \in S(i)} \mathrm{softmax}_j\left(\frac{q_i \cdot k_j}{\sqrt d}\right) v_j,\quad j \in S(i) \Leftrightarrow "
            + @"(i, j < n,\ b_j = b_i) \vee (i < n \le j,\ b_j < b_i) \vee (n \le i, j,\ b_j \le b_i)",
        Cost = new("n²d", "nd", "nd"),
    };

    /// <inheritdoc />
    public override bool LowersInCache => false;                                           // it is made for the blocks of a whole text

    /// <inheritdoc />
    public override bool LowersToTable => false;

    /// <inheritdoc />
    public override void Lower(LoweredParts parts, Inputs inputs) => BlockTable.Lower(parts, inputs, Step, Sees);

    /// <inheritdoc />
    public override PairwiseFacts Facts { get; } = new() { Place = Place.Absolute };

    /// <inheritdoc />
    public override bool HidesLater => length == 1 && block == 1;                          // the noise before any clean token

    /// <inheritdoc />
    public override long Span => length + block + 1;

    /// <inheritdoc />
    public override bool Sees(long i, long j)
    {
        var (own, other) = (Block(i), Block(j));
        return i < length ? j < length ? own == other : other < own : j >= length && other <= own;
    }

    private int Step => (int)BigInteger.GreatestCommonDivisor(block, length);              // both texts consist of such pieces

    private long Block(long place) => (long)Math.Floor((place < length ? place : place - length) / (double)block);
}
