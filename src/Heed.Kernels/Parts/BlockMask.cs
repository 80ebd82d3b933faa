using System.Runtime.CompilerServices;

namespace Heed.Kernels;

/// <summary>A mask with one truth value for a block of queries and a block of keys:
/// block-sparse attention. Hidden blocks are skipped.</summary>
/// <remarks>Child et al. 2019, arXiv:1904.10509, section 5.5.</remarks>
public readonly unsafe struct BlockMask : IPart<BlockMask>
{
    private readonly Blocks blocks;
    private readonly nint start;
    private readonly MarkScratch scratch;

    /// <summary>Takes the blocks; it reads them where they lie.</summary>
    /// <param name="blocks">(1 or B, 1 or H, ⌈N / queryBlock⌉, ⌈M / keyBlock⌉): true where the queries may see the keys.</param>
    /// <param name="batch">B, or 1 when all sequences share them.</param>
    /// <param name="heads">H, the query heads, or 1 when all share them.</param>
    /// <param name="queries">N.</param>
    /// <param name="keys">M.</param>
    /// <param name="queryBlock">Queries of a block.</param>
    /// <param name="keyBlock">Keys of a block.</param>
    /// <exception cref="ArgumentException">There is another number of blocks.</exception>
    public BlockMask(bool[] blocks, int batch, int heads, int queries, int keys, int queryBlock, int keyBlock)
        : this(new Blocks(blocks, batch, heads, queries, keys, queryBlock, keyBlock), 0, default) { }

    private BlockMask(Blocks blocks, nint start, MarkScratch scratch) => (this.blocks, this.start, this.scratch) = (blocks, start, scratch);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct => score;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Hide<S, V>(V score, Lanes at) where S : struct, ISimd<V> where V : struct
        => S.Select(S.Marked(!at.AlongKeys && scratch.Holds(at) ? scratch.Bits(at) : blocks.Bits(start, at, S.Count)), score,
            S.Create(float.NegativeInfinity));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Backward<S, V>(V score, V gradient, Lanes at) where S : struct, ISimd<V> where V : struct => gradient;

    /// <inheritdoc/>
    public double Define(double score, int query, int key) => score;

    /// <inheritdoc/>
    public bool Sees(int query, int key) => blocks.Sees(start, query, key);

    /// <inheritdoc/>
    public BlockMask For(int batch, int head) => new(blocks, blocks.Start(batch, head), default);

    /// <inheritdoc/>
    public BlockKind Classify(int from, int to, int first, int end) => blocks.Classify(start, from, to, first, end);

    /// <inheritdoc/>
    public static int Scratch(int queries, int keys) => MarkScratch.Floats(queries, keys);

    /// <inheritdoc/>
    public static BlockMask Near(in BlockMask part, int from, int to, int first, int end, ref float* scratch)
    {
        var marks = new MarkScratch(ref scratch, from, to, first, end);
        for (var i = from; i < to; i += 16)
            for (int j = first, next; j < end; j = next)
            {
                next = part.blocks.Next(j, end);
                marks.Write(i, j, next).Fill((ushort)part.blocks.Bits(part.start, new(i, j, false), 16));
            }
        return new(part.blocks, part.start, marks);
    }

    /// <inheritdoc/>
    public void Check(int batch, int heads, int queries, int keys)
        => (blocks ?? throw new ArgumentException("blocks of part BlockMask are missing: make the part with its constructor.",
            nameof(blocks))).Check(batch, heads, queries, keys);
}
